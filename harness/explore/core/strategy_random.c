// SPDX-License-Identifier: MIT
/* Random walk: each step uniformly among the threads that can go on. */
#include "strategy.h"

uint32_t
strategy_choose_random(struct engine *e, enum engine_choice_kind kind, uint32_t n)
{
	(void)kind;
	return rng_below(&e->rng, n);
}

bool
strategy_endless(struct engine *e)
{
	(void)e;
	return true;
}

static void
begin(struct engine *e)
{
	(void)e;
}

const struct engine_row strategy_random = {
	.name = "rw",
	.begin = begin,
	.next = strategy_uniform,
	.choose = strategy_choose_random,
	.end = strategy_endless,
};
