// SPDX-License-Identifier: MIT
/* What became of one child. */
#ifndef HAZARD_RUN_RESULT_H
#define HAZARD_RUN_RESULT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "spawn.h"

struct buf;

enum run_end {
	RUN_EXITED,
	RUN_SIGNALLED,   /* by a signal that was not ours */
	RUN_HANG,        /* nobody left who could go on: hang.h */
	RUN_SPIN,        /* reached its CPU limit */
	RUN_TIMEOUT,     /* reached its wall limit, and was not seen to hang */
	RUN_TOO_MANY,    /* more processes than allowed */
	RUN_NOT_STARTED, /* see `failure` */
	RUN_INTERRUPTED, /* the pool was stopped, while it ran or before it was started */
	RUN_LOST,        /* its keeper has ended, so nothing is known but the output */
};

/* One captured stream: all of it, or its beginning and its end. */
struct run_output {
	const char *data; /* a NUL after it; never NULL */
	size_t len;
	size_t head;      /* data[head - 1] and data[head] were not neighbours, where dropped > 0 */
	uint64_t dropped; /* bytes left out at `head`; 0: data is all */
};

struct run_result {
	enum run_end end;
	int exit_code; /* -1: it did not exit */
	int signal;    /* that ended it, ours included; 0: none */
	int64_t wall_ns;
	int64_t cpu_ns; /* user and system, of the child and of all its descendants */
	struct run_output out, err;
	int leftovers;     /* processes still there when the child had ended; killed */
	int survivors;     /* of those, which KILL could not end (in the kernel, or not ours) */
	int keeper_status; /* LOST: how its keeper ended, as wait(2) has it … */
	bool given_up;     /* … and whether that was us, because it did not answer */
	struct spawn_failure failure; /* step and error where NOT_STARTED; randomised in any case */
};

/* "exited", "signalled", "hang", "spin", …: fixed, lower case. */
const char *run_end_name(enum run_end end);

/*
 * Adds one line for people: "exit 3", "killed by SIGSEGV", "hang", "lost: its keeper was killed by
 * SIGKILL", "cannot enter folder x: No such
 * file or directory".  `spec` is the one that gave the result.
 */
void run_result_describe(
	const struct run_result *r, const struct spawn_spec *spec, struct buf *out);

#endif
