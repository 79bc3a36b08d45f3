// SPDX-License-Identifier: MIT
/* From failures seen to failures reported: with the fewest preemptions that can be found soon, and again in a fresh process. */
#ifndef HAZARD_CONFIRM_H
#define HAZARD_CONFIRM_H

#include "explorer.h"

/* Shortens and replays every failure of the report (interrupted: only replays); those that did not fail again say why and go to the end. */
void confirm_all(const struct launch_program *program, const struct explore_options *options,
	struct explore_report *report);

/* Replays every failure of the report as it was found.  To be followed by confirm_all() at the end. */
void confirm_early(const struct launch_program *program, const struct explore_options *options,
	struct explore_report *report);

/* One replay, with a trace; the launch is the caller's to finish. */
void confirm_replay(struct arena *a, const struct launch_program *program,
	const struct proto_config *config, const struct explore_failure *f, struct launch *out);

struct confirm_repeats {
	uint64_t run,
		same; /* of `run` replays so many took the same steps as the first, and failed as recorded */
	unsigned processes; /* fresh ones, one after the other */
	const char
		*why_not; /* the first one that did not; NULL: all did.  In the arena or static */
	bool interrupted;
};

/* Replays again and again, up to `times`, a new process every 50 times; stops where one goes another way. */
void confirm_repeat(struct arena *a, const struct launch_program *program,
	const struct proto_config *config, const struct explore_failure *f, uint64_t times,
	struct confirm_repeats *out);

/* Whether the replay showed the failure; else *why, in `a`, says what came instead, and at which step it diverged. */
const struct proto_failure *confirm_check(struct arena *a, const struct launch *run,
	const struct explore_failure *f, const char **why);

#endif
