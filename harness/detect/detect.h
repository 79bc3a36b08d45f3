// SPDX-License-Identifier: MIT
/*
 * The detectors: how a program is run under each, and what its files say afterwards.  Nothing here
 * starts a process.
 *
 * A new detector is a row of the table in detect.c, a `prepare` and a `collect`.
 */
#ifndef HAZARD_DETECT_H
#define HAZARD_DETECT_H

#include <stdbool.h>

#include "kind.h"

struct arena;
struct observation;

/* ThreadSanitizer's exit code for "something was reported", here: no program's own. */
enum { DETECT_TSAN_EXIT = 113 };

/* What is to be run. */
struct detect_request {
	const char *const *command; /* the program and its arguments, ended by NULL; borrowed */
	const char *scratch;        /* an existing, empty folder of this run alone; absolute */
	const char *tsan_options;   /* the user's TSAN_OPTIONS; NULL: none */
	const char *valgrind;       /* its path; NULL: "valgrind" */

	/* The explorer only, which is told a program of a catalogue in place of a command. */
	const char *hazard; /* the path of the hazard that explores */
	const char *root;   /* of the catalogue */
	const char *source; /* the program's file, relative to `root` */
	long schedules;     /* at most so many */
	long seconds;       /* … and for so long */
};

/* How.  Lives in the arena, or is borrowed from the request. */
struct detect_launch {
	const char **argv;    /* ended by NULL */
	const char **env;     /* "NAME=VALUE" to set in the child's environment, ended by NULL */
	bool fixed_addresses; /* run it with ADDR_NO_RANDOMIZE where that can be had: much
				 randomness kills the run-time */
};

/* How the child ended. */
struct detect_ending {
	bool exited; /* by itself: `code` holds */
	int code;
	int signal;               /* else; 0: unknown */
	bool hang, spin, timeout; /* it was ended from outside, because of that */
};

struct detect_row {
	enum detector detector;
	const char *variant;     /* how the program must be built */
	const char *programs[3]; /* that must be installed; ended by NULL */
	int tool_exit; /* the exit code with which the tool replaces the program's own; 0: it does
			  not */
	bool (*prepare)(struct arena *a, const struct detect_request *r, struct detect_launch *out);
	void (*collect)(struct arena *a, const char *scratch, const struct detect_ending *e,
		struct observation *o);
};

const struct detect_row *detect_row(enum detector d);

/* Fills `out`.  False: it can't be run so (said by diag). */
bool detect_prepare(enum detector d, struct arena *a, const struct detect_request *r,
	struct detect_launch *out);

/*
 * Reads what the detector left in `scratch` and sets of `o`:
 *
 *   findings        all of them (not located yet: findings_identify); text and strings in `a`
 *   valid, error    whether the detector really ran; if not, a sentence that says what happened
 * instead outcome, evidence, right = false only where the tool tells an outcome that the exit
 * status hides: KIND_TOOL_ABORT (the tool broke on this program; `valid` stays true) and KIND_CRASH
 * (the program's own crash, which ThreadSanitizer turns into an exit); otherwise they are left as
 * they are
 *   search          of the explorer; it has its findings and outcomes
 *
 * o->err, what the program printed on stderr, is set before (or NULL).  It is looked at only where
 * there is no file to look at: for the tool's refusal to start, and for why it broke.  Findings
 * never come from it.
 */
void detect_collect(enum detector d, struct arena *a, const char *scratch,
	const struct detect_ending *e, struct observation *o);

/*
 * Whether the executable or library at `path` was built with -fsanitize=thread: an ELF file (64 or
 * 32 bits, little endian) whose symbols, static or dynamic, name __tsan_init.  False also where it
 * can't be read.
 */
bool detect_is_instrumented(const char *path);

#endif
