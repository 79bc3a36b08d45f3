// SPDX-License-Identifier: MIT
/* For scripts/bench explain: reads a log from the standard input as hazard explain does, and prints what that took. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "arena.h"
#include "report_log.h"

enum { PIECE = 1 << 20 };

static void
found(void *data, struct report *report)
{
	(void)data;
	(void)report;
}

static double
seconds(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec * 1e-6;
}

/* "MEGABYTES CPU-SECONDS PEAK-MIB REPORTS DUPLICATES" */
int
main(void)
{
	static char piece[PIECE];
	struct arena arena = {0};
	struct rusage used;
	struct report_log *log = report_log_create(&arena, found, NULL);
	for (ssize_t n; (n = read(STDIN_FILENO, piece, sizeof piece)) > 0;) {
		report_log_feed(log, piece, (size_t)n);
	}
	struct report_counts c = report_log_finish(log);
	getrusage(RUSAGE_SELF, &used);
	printf("%.1f %.3f %ld %zu %zu\n", (double)c.bytes * 1e-6,
		seconds(used.ru_utime) + seconds(used.ru_stime), used.ru_maxrss / 1024, c.reports,
		c.duplicates);
	arena_free(&arena);
	return 0;
}
