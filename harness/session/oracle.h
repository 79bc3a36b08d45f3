// SPDX-License-Identifier: MIT
/* Whether a run was right, by what the program itself said and how it ended. */
#ifndef HAZARD_ORACLE_H
#define HAZARD_ORACLE_H

#include <stdbool.h>
#include <stddef.h>

#include "kind.h"

struct arena;
struct program;

/* How a run ended and what it printed.  Borrowed. */
struct oracle_input {
	bool hang, spin;
	int exit_code; /* unset where signal is set */
	int signal;    /* 0: none */
	bool crashed; /* the detector caught a crash of the program and turned it into an exit code */
	int tool_exit; /* the exit code by which the detector replaces the program's own where it has findings; 0: it does not */
	const char *out, *err;
	size_t out_len, err_len;
	bool out_cut; /* part of stdout was dropped */
};

struct oracle_answer {
	bool right;
	enum kind outcome;    /* where not right: wrong-result, bad-exit, crash, hang or spin */
	const char *evidence; /* where not right: one line, in the arena */
};

/*
 * Right: ended by itself, exit 0, no stderr line that begins with "wrong: ", and one of the outputs of `owner` (a fix
 * inherits its twin's) as its whole stdout, a last newline aside.
 */
struct oracle_answer oracle_ask(
	struct arena *a, const struct program *owner, const struct oracle_input *in);

#endif
