// SPDX-License-Identifier: MIT
/* What the programs of a case cost, from their times. */
#ifndef HAZARD_JUDGE_COST_H
#define HAZARD_JUDGE_COST_H

#include <stdint.h>

struct arena;
struct case_verdict;

enum { COST_ROUNDS = 9 };

/* The times of one program, one a round; in each round all of the case's programs ran, one after the other. */
struct cost_times {
	int64_t wall_ns[COST_ROUNDS];
	int rounds;          /* that were made; 0: `why_not` */
	const char *why_not; /* it has no time: "it hangs" */
};

/*
 * Sets the cost of each program of the case, whose times are at the same index.  Ratios are taken within a round, so that what
 * slows the machine down slows both sides.  The base is the broken twin, or the first fix where that has no time.  Of a
 * program that is only @slow some fix must be faster, or the case fails.
 */
void judge_cost(struct arena *a, struct case_verdict *c, const struct cost_times *times);

#endif
