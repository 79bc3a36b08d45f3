// SPDX-License-Identifier: MIT
/* The engine's state, for engine.h (which includes this) and the strategies.  Callers read what is under "read" only. */
#ifndef HAZARD_ENGINE_STATE_H
#define HAZARD_ENGINE_STATE_H

#include "engine.h"

struct engine_thread {
	struct op op; /* pending */
	uint64_t priority;
	uint64_t spin_mark;
	uint32_t steps; /* announced in this schedule: unique numbers, from 1 */
	uint32_t weight;
	uint32_t spin_writes, spin_quiet, spin_power, spin_repeats, spin_absolved;
	uint16_t parent;
	uint8_t timeouts, spurious; /* picked in this schedule */
	bool ended;
};

struct engine_node;
struct engine_clocks;
struct engine_profile;
struct engine_row;

/* What happened, for reports: first of the schedule (since engine_begin), then of all schedules since engine_use(). */
struct engine_counts {
	uint64_t steps; /* picks */
	/* picks with more than one thread enabled, and engine_choose() with n > 1 */
	uint64_t choices;
	uint64_t switches;    /* another thread than the one before */
	uint64_t preemptions; /* … although that one was enabled and not yielding */
	uint64_t parks,
		parks_assumed; /* threads put aside while spinning; those of them without proof */
};

struct engine {
	/* read */
	int current; /* thread picked last */
	uint32_t threads_used;
	struct engine_counts now, total;
	uint64_t schedules; /* ended since engine_use(), redundant ones included */
	uint64_t redundant; /* … of them */
	uint32_t limits;    /* enum engine_limit */
	/* how often every thread left was a spinner that went round again, since the last write */
	uint32_t spin_rounds;
	bool suspect;             /* with spin_ask: the thread just announced seems to spin */
	bool diverged;            /* this schedule doesn't follow the recorded one … */
	uint64_t diverged_step;   /* … since this step (now.steps) */
	uint32_t diverged_choice; /* … and this choice */
	uint32_t bound;           /* bound: being searched */
	int bound_complete; /* bound: all schedules with at most this many preemptions were run; -1: none yet */
	bool bound_all;           /* bound: … and there are no others */
	uint64_t bound_schedules; /* how many those are */
	struct engine_choice *record;
	uint32_t recorded; /* of this schedule; valid until the next engine_begin() */
	/* beside each: at whose step, and whether ENGINE_DIRECTED does it by itself */
	struct engine_directive *places;

	/* scheduling */
	uint32_t ready_count;
	uint32_t words;
	bool every_step; /* the strategy wants to see picks without a choice too */
	bool wrote;
	bool spun; /* somebody was parked since the last write: only then are spin_* and parked* not as at the beginning */
	bool exhausted;
	bool redundant_now;
	struct bits ready, enabled, parked;
	uint64_t ready_hash;
	uint64_t writes;
	/* threads below 64 that another one gave another kind of operation since the last pick */
	uint64_t replaced;
	struct engine_thread *threads;
	const struct engine_row *row;
	struct engine_config config;
	struct rng rng;
	uint32_t spin_limit;
	int spin_turn;
	uint32_t parked_count;

	/* strategies */
	uint64_t longest;               /* choices of the longest schedule so far (pct) */
	uint64_t change[16];            /* pct: at which choices */
	uint64_t lowest;                /* pct */
	struct engine_profile *profile; /* surw */
	uint64_t surw_object;
	int surw_intended;
	bool surw_learns;
	const struct engine_choice *replay;
	uint32_t replay_count, replay_at;
	bool replay_prefix;
	const struct engine_directive *directives;
	uint32_t directive_count, directive_at;
	struct engine_node *nodes;    /* bound, enum, dpor: the path */
	struct engine_clocks *clocks; /* dpor */
	uint32_t node_count, node_at, node_fixed;
	bool pruned;
	uint32_t spent; /* bound: preemptions so far */
	uint64_t bound_count;
	uint64_t sleeping; /* dpor */
};

/* What the inline functions of engine.h are made of. */
int engine_pick_choice(struct engine *e);
void engine_spun_end(struct engine *e);
uint32_t engine_check(const struct engine *e, enum engine_choice_kind kind, uint32_t n);
void engine_spinning(struct engine *e, int t);

/* Nobody but parked spinners is left: the next of them gets a turn.  False if there is none. */
bool engine_spin_turn(struct engine *e);

/* What the operation before has written, if it has, can be seen from now on.  One branch, rarely taken: see engine_announce(). */
static inline void
engine_settle(struct engine *e)
{
	bool wrote = e->wrote;
	e->wrote = false;
	e->writes += wrote;
	if (UNLIKELY(wrote & e->spun)) {
		engine_spun_end(e);
	}
}

static inline void
engine_ready_add(struct engine *e, unsigned t)
{
	if (!bits_has(&e->ready, t)) {
		bits_add(&e->ready, t);
		e->ready_count++;
		e->ready_hash ^= rng_mix(t + 1);
	}
}

static inline void
engine_ready_remove(struct engine *e, unsigned t)
{
	if (bits_has(&e->ready, t)) {
		bits_remove(&e->ready, t);
		e->ready_count--;
		e->ready_hash ^= rng_mix(t + 1);
	}
}

#endif
