// SPDX-License-Identifier: MIT
/*
 * For tests of the whole program: each has a folder of its own with a catalogue in it, and runs
 * hazard there as a user would.
 *
 *   static struct cli c;                                 TestSuite's init: cli_begin(&c)
 *   cli_case(&c, "data-race/lost-update");
 *   CLI(&c, "run", "--detectors", "tsan");
 *   cr_expect_eq(c.code, 0);  cli_says(&c, "1 pass");
 *   cli_end(&c)                                          TestSuite's fini
 *
 * What can't be set up fails the test.  All tests of a test program share a cache of built
 * programs.
 */
#ifndef HAZARD_CLI_H
#define HAZARD_CLI_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "arena.h"
#include "buf.h"
#include "vec.h"

/* Files of the tests, and programs of theirs, below harness/cmd/testdata. */
#define CLI_DATA HAZARD_SOURCE "/harness/cmd/testdata"

struct cli {
	struct arena arena;
	const char *dir;       /* the test's own; working directory of what it runs */
	const char *catalog;   /* DIR/catalog; $HAZARD_CATALOG of what it runs */
	VEC(const char *) env; /* "NAME=VALUE" sets, "NAME" removes; the last one counts */
	int limit_s;           /* a command may take so long, else the test fails */
	const char *terminal;  /* path of one that is to be stdin and stderr; NULL: none is */

	pid_t pid; /* of the command that runs; 0: none */
	int64_t began;

	/* of the last command */
	int code; /* 128 + N: ended by signal N */
	struct buf out, err;
	int64_t wall_ns;
};

void cli_begin(struct cli *c);
void cli_end(struct cli *c);

/* Path of a file in the test's folder, or of hazard; in the arena. */
__attribute__((format(printf, 2, 3))) const char *cli_path(struct cli *c, const char *format, ...);
const char *cli_program(struct cli *c);

/* Adds a setting to the environment of what is run from now on. */
__attribute__((format(printf, 2, 3))) void cli_env(struct cli *c, const char *format, ...);

/* Copies a case and its fixes ("class/slug") into the catalogue: from the source's, or from a
 * folder of testdata. */
void cli_case(struct cli *c, const char *id);
void cli_case_from(struct cli *c, const char *root, const char *id);

/* Writes a file in the test's folder, with the folders above it. */
void cli_write(struct cli *c, const char *file, const char *text);
void cli_write_program(struct cli *c, const char *file, const char *text);

/* Replaces the first `old` in a file of the test's folder; it must be there. */
void cli_edit(struct cli *c, const char *file, const char *old, const char *with);

/* A whole file of the test's folder; in the arena; NULL: it is not there. */
const char *cli_read(struct cli *c, const char *file);

/*
 * Makes DIR/bin the whole PATH: links to those of `names` (ended by NULL) that this machine has,
 * and to the shell and the small tools that scripts need.  Scripts of the test may replace links.
 */
void cli_tools(struct cli *c, const char *const *names);

/* The real path of a program in this test's own PATH; NULL: there is none. */
const char *cli_find(struct cli *c, const char *name);

/* The same for one that scripts/setup installs: a test fails without it. */
const char *cli_need(struct cli *c, const char *name);

/* Runs `argv` in DIR; start and wait are its halves.  cli_wait also checks that nothing is left. */
void cli_run(struct cli *c, const char *const *argv);
void cli_start(struct cli *c, const char *const *argv);
void cli_wait(struct cli *c);

/* Waits until the file is there (in DIR, not empty): a child's word that it has come so far. */
void cli_await(struct cli *c, const char *file);

#define CLI(c, ...)       cli_run((c), (const char *const[]){cli_program(c), __VA_ARGS__, NULL})
#define CLI_START(c, ...) cli_start((c), (const char *const[]){cli_program(c), __VA_ARGS__, NULL})

/* How many processes there are, for at most `wait_ms` until there is none, that were started by
 * this test. */
int cli_processes(const struct cli *c, int wait_ms);

/* Files and folders in DIR/tmp, the TMPDIR of what is run. */
int cli_leftovers(struct cli *c);

/* Expectations on the last command.  `text` in stdout or stderr; in stdout; in stderr. */
void cli_ended(struct cli *c, int code, const char *text);
bool cli_says(const struct cli *c, const char *text);
bool cli_prints(const struct cli *c, const char *text);
bool cli_complains(const struct cli *c, const char *text);

/* Both reports are there, well-formed and, the JUnit one, valid; and the JSON one says all of these
 * (ended by NULL). */
void cli_reports(struct cli *c, const char *folder, const char *const *says);

#endif
