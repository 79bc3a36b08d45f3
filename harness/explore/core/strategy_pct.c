// SPDX-License-Identifier: MIT
/*
 * Probabilistic concurrency testing (Burckhardt, Kothari, Musuvathi, Nagarakatti: A randomized scheduler with
 * probabilistic guarantees of finding bugs, ASPLOS 2010): the thread of highest priority runs; at d - 1 random points the
 * one running falls below all others.  Points are drawn among choices, not steps: where one thread only is ready a fall
 * takes effect at the next choice all the same.  The number of choices is that of the longest schedule so far.
 */
#include "strategy.h"

/* Priorities: threads at random above HIGH; change point i falls to FALL + i; who yields falls below all that. */
#define HIGH (UINT64_C(1) << 63)
#define FALL (UINT64_C(1) << 40)

enum { FIRST_GUESS = 32 }; /* choices, before any schedule was run */

static void
begin(struct engine *e)
{
	uint64_t longest = e->longest ? e->longest : FIRST_GUESS;
	for (uint32_t i = 0; i + 1 < e->config.pct_depth; i++) {
		e->change[i] = rng_next(&e->rng) % longest;
	}
	e->lowest = FALL;
}

static void
born(struct engine *e, int t)
{
	e->threads[t].priority = rng_next(&e->rng) | HIGH;
}

static int
next(struct engine *e)
{
	struct engine_thread *c = &e->threads[e->current];
	for (uint32_t i = 0; i + 1 < e->config.pct_depth; i++) {
		if (e->change[i] == e->now.choices) {
			c->priority = FALL + i;
		}
	}
	if (strategy_yields(e, e->current)) {
		c->priority = --e->lowest;
	}
	int best = bits_next(&e->ready, e->words, 0);
	for (int t = best; (t = bits_next(&e->ready, e->words, (unsigned)t + 1)) >= 0;) {
		if (e->threads[t].priority > e->threads[best].priority) {
			best = t;
		}
	}
	return best;
}

const struct engine_row strategy_pct = {
	.name = "pct",
	.begin = begin,
	.born = born,
	.next = next,
	.choose = strategy_choose_random,
	.end = strategy_endless,
};
