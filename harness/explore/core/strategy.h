// SPDX-License-Identifier: MIT
/* What a strategy is: one file, one row.  Internal to the engine. */
#ifndef HAZARD_STRATEGY_H
#define HAZARD_STRATEGY_H

#include "engine.h"

struct engine_row {
	const char *name;
	bool systematic; /* ends by itself; up to ENGINE_SYSTEMATIC_THREADS threads */
	bool every_step; /* next() is also asked when one thread only is ready */

	/* A schedule begins; thread 0 exists. */
	void (*begin)(struct engine *e);
	/* A thread began to exist (thread 0 too); may be NULL. */
	void (*born)(struct engine *e, int t);
	/* One of the ready threads (there is one), or ENGINE_REDUNDANT. */
	int (*next)(struct engine *e);
	/* 0..n-1, n > 1. */
	uint32_t (*choose)(struct engine *e, enum engine_choice_kind kind, uint32_t n);
	/* A schedule has ended: are there more? */
	bool (*end)(struct engine *e);
};

extern const struct engine_row strategy_random, strategy_pct, strategy_pos, strategy_surw,
	strategy_bound, strategy_dpor, strategy_enum, strategy_replay, strategy_directed;

/* surw: bytes of what it learns. */
size_t strategy_profile_size(void);

/* dpor: bytes of clocks for so many nodes. */
size_t strategy_clocks_size(uint32_t max_depth);

/* One step of the path of a systematic strategy. */
struct engine_node {
	struct op op;       /* dpor: what was performed */
	uint64_t enabled;   /* threads ready */
	uint64_t done;      /* threads explored, the present one excluded */
	uint64_t backtrack; /* dpor: threads to explore */
	uint64_t sleep;     /* dpor: threads explored elsewhere */
	uint32_t choose;    /* not 0: a choice among so many values, not a thread */
	uint32_t spent;     /* bound: preemptions before it */
	uint16_t chosen;
	uint16_t current; /* the thread that ran before */
	bool free;        /* bound: leaving the current one is no preemption */
};

/* The node at which the path stands, or NULL beyond max_depth (named). */
struct engine_node *strategy_node(struct engine *e);

/* A choice of a value: depth first, for all systematic strategies. */
uint32_t strategy_choose_all(struct engine *e, enum engine_choice_kind kind, uint32_t n);

/* The program did something else under the same choices: from this node on the path is new. */
void strategy_diverged(struct engine *e);

/* Random strategies: uniform; never at an end. */
uint32_t strategy_choose_random(struct engine *e, enum engine_choice_kind kind, uint32_t n);
bool strategy_endless(struct engine *e);

static inline bool
strategy_yields(const struct engine *e, int t)
{
	int kind = e->threads[t].op.kind;
	return kind == OP_YIELD || kind == OP_SLEEP;
}

static inline bool
strategy_ready(const struct engine *e, int t)
{
	return bits_has(&e->ready, (unsigned)t);
}

/* Without preemption: the current thread while it can go on and doesn't yield, then the next higher id, cyclically. */
static inline int
strategy_default(const struct engine *e)
{
	if (strategy_ready(e, e->current) && !strategy_yields(e, e->current)) {
		return e->current;
	}
	int t = bits_next(&e->ready, e->words, (unsigned)e->current + 1);
	return t >= 0 ? t : bits_next(&e->ready, e->words, 0);
}

/* Uniformly among the ready ones, but not the current one if it yields and there are others. */
static inline int
strategy_uniform(struct engine *e)
{
	int c = e->current;
	uint32_t n = e->ready_count;
	if (UNLIKELY(n > 1 && strategy_yields(e, c) && strategy_ready(e, c))) {
		uint32_t k = rng_below(&e->rng, n - 1);
		int t = (int)bits_nth(&e->ready, k);
		return t < c ? t : (int)bits_nth(&e->ready, k + 1);
	}
	uint32_t k = n > 1 ? rng_below(&e->rng, n) : 0;
	return (int)(e->words == 1 ? bits_nth_word(e->ready.w[0], k) : bits_nth(&e->ready, k));
}

#endif
