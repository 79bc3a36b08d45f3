// SPDX-License-Identifier: MIT
/* Threaded programs as they are installed, preloaded: the right output in every schedule, and no failure. */
#include "shim_fixture.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SECOND UINT64_C(1000000000)

enum { LINES = 140000 }; /* what makes sort use threads */

static char input[64];

/* The same bytes every time, of little order. */
static void
write_input(void)
{
	uint32_t n = 1;
	FILE *f;

	snprintf(input, sizeof input, "/tmp/hazard-real.%d", getpid());
	f = fopen(input, "w");
	cr_assert_not_null(f);
	for (int i = 0; i < LINES; i++) {
		n = n * 1664525 + 1013904223;
		fprintf(f, "%u\n", n >> 16);
	}
	fclose(f);
}

/* Runs for two seconds (and at least twice); `threads`: how many it must have used. */
static void
check(char *const argv[], uint32_t threads)
{
	struct proto_config config = {.strategy = PROTO_RW,
		.schedules = 2000,
		.preemptions = -1,
		.cpu_ms = 10000,
		.time_limit = 2 * SECOND};
	char command[128];
	struct proto *p;

	snprintf(command, sizeof command, "command -v %s >/dev/null", argv[0]);
	if (system(command) != 0) {
		cr_skip_test("%s is not installed", argv[0]);
	}
	write_input();
	p = fixture_command(argv, FIXTURE_PRELOADED, &config);
	unlink(input);
	cr_expect_gt(p->progress.schedules, 1);
	cr_expect_eq(
		p->result.counts[PROTO_OK], p->progress.schedules, "%s", p->failures[0].message);
	cr_expect_eq(p->result.output_count, 1, "the output is the same in every schedule");
	cr_expect_geq(p->progress.max_threads, threads);
	cr_expect_eq(p->result.unmodelled_count, 0, "%s", p->result.unmodelled[0]);
	cr_expect_eq(p->result.exhausted, 0, "preloaded, nothing is proved");
	fixture_release(p);
}

Test(real_programs, sort, .timeout = 60)
{
	check((char **)(const char *[]){"sort", "--parallel=4", "-S", "40M", input, NULL}, 2);
}

Test(real_programs, xz, .timeout = 60)
{
	check((char **)(const char *[]){"xz", "-T4", "-1", "--block-size=128KiB", "-c", input,
		      NULL},
		3);
}

Test(real_programs, pigz, .timeout = 60)
{
	check((char **)(const char *[]){"pigz", "-p4", "-b128", "-c", input, NULL}, 4);
}

Test(real_programs, zstd, .timeout = 60)
{
	check((char **)(const char *[]){"zstd", "-q", "-T4", "-1", "-B128K", "-c", input, NULL}, 3);
}

Test(real_programs, lbzip2, .timeout = 60)
{
	check((char **)(const char *[]){"lbzip2", "-n4", "-1", "-c", input, NULL}, 4);
}
