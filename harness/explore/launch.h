// SPDX-License-Identifier: MIT
/*
 * Runs a program under the run-time library and brings back what it wrote, however it ended.
 *
 * The results lie in a sealed memory file that the child opens through this process's /proc entry: nothing is left behind
 * when either is killed, and the program can't cut it short under us.
 */
#ifndef HAZARD_LAUNCH_H
#define HAZARD_LAUNCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "proto.h"

struct arena;

struct launch_program {
	const char *const *argv; /* ended by NULL; argv[0] as execvp() takes it */
	const char *dir;         /* working directory; NULL: this process's */
	const char *
		preload; /* libhazard-explore.so, for a program not built by `hazard cc`; else NULL */
};

enum launch_end {
	LAUNCH_DONE,        /* the library came to its end */
	LAUNCH_CUT,         /* the process died or was killed before; what it had found is there */
	LAUNCH_INTERRUPTED, /* the same, by a signal to hazard */
	LAUNCH_SETUP,       /* the library could not begin */
	LAUNCH_UNATTACHED,  /* the program ran, or failed to, without the library */
	LAUNCH_REFUSED,     /* what lies in the file can't be results */
};

struct launch {
	/* set by the caller; borrowed */
	const struct launch_program *program;
	struct proto_config config;
	const struct proto_choice *choices; /* PROTO_REPLAY: config.choice_count of them */
	const uint64_t *shared;             /* … and config.shared_count of these */

	/* set by launch_run() */
	enum launch_end end;
	const char *says; /* in the arena; a sentence part, where not DONE; else "" */
	const char *
		output; /* stdout and stderr that got past the library (PROTO_OPT_KEEP_OUTPUT); in the arena */
	struct proto *proto; /* whole and checked; NULL with SETUP, UNATTACHED and REFUSED */
	int fd;              /* its own */
};

/* Live numbers, summed over the processes. */
struct launch_progress {
	uint64_t schedules, failing, steps;
	uint32_t strategy;
	int32_t bound;
	int64_t elapsed_ns;
};

struct launch_watch {
	void (*progress)(void *user,
		const struct launch_progress
			*p); /* every 100 ms, in a thread of its own; may be NULL */
	void *user;
	bool stop_all; /* the others stop when one process has run every schedule, or found a failure
			  under PROTO_OPT_STOP_FIRST */
};

/* Runs `count` of them side by side.  False: interrupted by a signal to hazard, whose results are there all the same. */
bool launch_run(
	struct arena *a, struct launch *runs, size_t count, const struct launch_watch *watch);

/* Gives the memory file back; also for one that never ran, if zeroed. */
void launch_finish(struct launch *run);

/*
 * Makes the file, with the configuration in it, and maps it; the environment's value for PROTO_ENV goes to `path` (of
 * constant length, so that the program's stack lies where it lay before).  False: said.  Only for launch_run() and gdb.
 */
enum { LAUNCH_PATH = 48 };
bool launch_open(struct launch *run, char path[static LAUNCH_PATH]);

#endif
