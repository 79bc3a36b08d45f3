// SPDX-License-Identifier: MIT
/* A case of the catalogue: a broken program and its fixes, or a benign one, with what they claim. */
#ifndef HAZARD_CASE_H
#define HAZARD_CASE_H

#include <stdbool.h>
#include <stddef.h>

#include "kind.h"

enum place_role {
	ROLE_READ = 1 << 0,
	ROLE_WRITE = 1 << 1,
	ROLE_LOCK = 1 << 2,
	ROLE_UNLOCK = 1 << 3,
	ROLE_WAIT = 1 << 4,
	ROLE_SIGNAL = 1 << 5,
	ROLE_FREE = 1 << 6,
	ROLE_USE = 1 << 7,
	ROLE_CREATE = 1 << 8,
	ROLE_JOIN = 1 << 9,
	ROLE_SLEEP = 1 << 10,
};

/* One label on one line: `//~ hits: read, write`. */
struct place {
	int line; /* 1.. */
	const char *label;
	unsigned roles; /* of enum place_role; 0: none given */
};

/* How often a claim must hold. */
struct quant {
	bool may; /* allowed, never required */
	int percent; /* 10..99: the measured lower bound of the rate; 90 where nothing was said; unset with `may` */
};

/* `@expect` and `@false-alarm`. */
struct claim {
	enum detector detector;
	enum kind kind;
	const char **
		labels; /* none: the tool names no line of the program, or the kind is an outcome */
	size_t label_count;
	struct quant quant;
	const char *reason; /* of a false alarm; else NULL */
	int line;           /* of the tag */
};

/* `@misses` (the tool sees nothing) and `@unable` (the tool itself breaks). */
struct silence {
	enum detector detector;
	bool unable;
	const char *reason;
	int line;
};

enum program_role { PROGRAM_BROKEN, PROGRAM_FIX, PROGRAM_BENIGN };

/* What a failing schedule needs: `@explore weak|spurious|timeouts|preempt=N`. */
struct explore_needs {
	bool weak, spurious, timeouts;
	int preempt; /* 0: not said */
};

struct program {
	enum program_role role;
	const char *file; /* relative to the catalogue's root: "cases/data-race/lost-update.c" */
	const char *path; /* to open it */
	const char *how;  /* of a fix, from the file's name: "mutex"; else NULL */

	const char *title; /* "Lost update: two threads …" */
	const char *
		story; /* the comment between the title and the tags; lines joined by \n; may be "" */

	const char **outputs; /* @stdout: each one whole right output, without the last newline */
	size_t output_count;
	const char **outcomes; /* @outcome: other outputs that the explorer must reach */
	size_t outcome_count;

	struct claim *expects;
	size_t expect_count;
	struct claim *alarms;
	size_t alarm_count;
	struct silence *silences;
	size_t silence_count;
	struct place *places; /* in the order of lines */
	size_t place_count;
	struct explore_needs explore;

	const char *
		slow; /* @slow: it is right, and why it is slow; its fixes are faster.  NULL: it is wrong */
	const char
		*fix_how; /* @how: what was changed; fixes only, else NULL, like the next three */
	const char *why;  /* @why it is right */
	const char *cost; /* @cost */
	const char *large_diff; /* @large-diff: why the diff is long; NULL: it isn't */

	const char *text; /* the whole file; NUL-terminated */
	size_t text_len;
};

struct testcase {
	const char *id;    /* "data-race/lost-update" */
	const char *class; /* "data-race" */
	const char *slug;  /* "lost-update" */
	const char *title; /* the broken program's */

	int level; /* 1..4 */
	int *cwes;
	size_t cwe_count;
	const char **topics; /* "T0" … */
	size_t topic_count;
	const char *origin; /* a published bug; else NULL */
	const char **hints;
	size_t hint_count;

	struct program broken; /* the benign program, where the role says so */
	struct program *fixes; /* in the order of their names */
	size_t fix_count;
};

/* The labels of a role set: "read, write"; the names, in the order of the bits, ended by NULL. */
const char *const *place_role_names(void);

/* Whether `line` of the program carries `label`. */
bool program_has_place(const struct program *p, int line, const char *label);

/* Whether it claims anything (expectation or false alarm) of this detector; and its silent line, or NULL. */
bool program_claims(const struct program *p, enum detector d);
const struct silence *program_silence(const struct program *p, enum detector d);

#endif
