// SPDX-License-Identifier: MIT
/*
 * For scripts/check-fingerprints: the fingerprints of the reports in a log, one a line, with the program's source at
 * hand as hazard has it.
 *
 *   log_fingerprints FILE SHOWN <LOG     FILE: the source on disk; SHOWN: as reports name it
 */
#include <stdio.h>

#include "arena.h"
#include "buf.h"
#include "fingerprint.h"
#include "fs.h"
#include "report_log.h"

struct all {
	struct arena arena;
	const char *shown;
	struct source source;
};

static void
found(void *data, struct report *report)
{
	struct all *all = data;
	struct finding *f = &report->finding;
	finding_locate(f, all->shown);
	finding_fingerprint(f, &all->source);
	printf("%s %s %s\n", f->fingerprint, detector_name(f->detector), kind_name(f->kind));
}

int
main(int argc, char **argv)
{
	struct all all = {0};
	struct buf text = {0};
	char piece[65536];
	if (argc != 3 || !fs_read(argv[1], 0, &text)) {
		fputs("usage: log_fingerprints FILE SHOWN <LOG\n", stderr);
		return 2;
	}
	all.shown = argv[2];
	all.source = source_read(&all.arena, buf_str(&text), text.len);
	struct report_log *log = report_log_create(&all.arena, found, &all);
	for (size_t n; (n = fread(piece, 1, sizeof piece, stdin)) > 0;) {
		report_log_feed(log, piece, n);
	}
	report_log_finish(log);
	arena_free(&all.arena);
	buf_free(&text);
	return 0;
}
