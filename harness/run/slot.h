// SPDX-License-Identifier: MIT
/* One of a pool's places: a keeper, the child it has at the moment, and that child's limits. */
#ifndef HAZARD_SLOT_H
#define HAZARD_SLOT_H

#include <stdbool.h>
#include <stdint.h>

#include "capture.h"
#include "hang.h"
#include "keeper.h"
#include "run_result.h"
#include "tree.h"

struct slot {
	struct keeper keeper; /* made when first needed; kept from child to child */
	int64_t cpu_before;   /* ns, all that earlier children of this keeper used */
	struct tree tree;     /* memory, from sample to sample */

	bool busy; /* has a child; the rest is set while it has */
	struct spawn_spec spec;
	struct capture out, err;
	int64_t wall_at; /* ns by clock_now(): the limit */
	int64_t sample_at;
	struct hang_watch watch;
	bool waits; /* every thread of it only waited when last looked at */

	bool stopped; /* TERM or KILL was sent, because of … */
	enum run_end why;
	int64_t kill_at;     /* when to send KILL … */
	bool killed;         /* … or, after that, when to give the keeper up, … */
	int64_t patience_ns; /* … how long that may still be put off … */
	int64_t keeper_cpu;  /* … while this grows … */
	bool given_up;       /* … and that it was */
};

/* Starts a child.  False: `failure` says why, the slot is not busy. */
bool slot_start(struct slot *s, const struct spawn_spec *spec, struct spawn_failure *failure);

/* Asks the child to end, for this reason; `gently`: TERM and grace, else KILL.  A child already being
 * stopped keeps its first reason. */
void slot_stop(struct slot *s, enum run_end why, bool gently);

/* When the slot next wants slot_tick(), by clock_now(). */
int64_t slot_next(const struct slot *s);

/* Looks at limits that are due. */
void slot_tick(struct slot *s, int64_t now);

/* Counts the child's processes and CPU time now. */
void slot_census(struct slot *s);

/*
 * Reads the keeper's message.  True: the child has ended, and *r (its texts borrowed until
 * slot_clear) says how; *lost: the keeper is destroyed and its tree fell to this process.
 */
bool slot_ended(struct slot *s, struct run_result *r, bool *lost);

/* After slot_ended: free for the next child. */
void slot_clear(struct slot *s);

/* Ends the keeper and what it runs. */
void slot_finish(struct slot *s);

#endif
