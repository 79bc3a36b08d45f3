// SPDX-License-Identifier: MIT
/*
 * Partial order sampling (Yuan, Yang, Gu: Partial order aware concurrency sampling, CAV 2018): each pending operation has a
 * random priority and the highest goes first; then those that conflict with it draw again.
 */
#include "strategy.h"

static void
begin(struct engine *e)
{
	(void)e;
}

/* `weight` is the step for which the priority was drawn: every operation draws once, when first looked at. */
static void
draw(struct engine *e, struct engine_thread *th)
{
	if (th->weight != th->steps) {
		th->weight = th->steps;
		th->priority = rng_next(&e->rng);
	}
}

static void
born(struct engine *e, int t)
{
	e->threads[t].weight = 0;
}

static int
highest(struct engine *e)
{
	/* A yielding thread goes on only if it is alone. */
	int skip = e->ready_count > 1 && strategy_yields(e, e->current) ? e->current : -1;
	int best = -1;
	for (int t = -1; (t = bits_next(&e->ready, e->words, (unsigned)(t + 1))) >= 0;) {
		draw(e, &e->threads[t]);
		if (t != skip && (best < 0 || e->threads[t].priority > e->threads[best].priority)) {
			best = t;
		}
	}
	return best;
}

static int
next(struct engine *e)
{
	int best = highest(e);
	const struct op *op = &e->threads[best].op;
	for (int t = -1; (t = bits_next(&e->ready, e->words, (unsigned)(t + 1))) >= 0;) {
		if (t != best && op_conflict(op, &e->threads[t].op)) {
			e->threads[t].weight = 0;
		}
	}
	return best;
}

const struct engine_row strategy_pos = {
	.name = "pos",
	.begin = begin,
	.born = born,
	.next = next,
	.choose = strategy_choose_random,
	.end = strategy_endless,
};
