// SPDX-License-Identifier: MIT
/* What the programs of a case cost, from their times. */
#ifndef HAZARD_JUDGE_COST_H
#define HAZARD_JUDGE_COST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct case_verdict;

enum {
	COST_ROUNDS = 9,
	COST_SHORTEST_NS = 5000000, /* a run shorter than this is mostly its start and its end */
};

/*
 * The times of one program, one a round; in each round all of the case's programs ran, one after the other.  Of programs that
 * are done at once a round's time is the median of many runs.
 */
struct cost_times {
	int64_t wall_ns[COST_ROUNDS];
	int rounds;          /* that were made; 0: `why_not` */
	const char *why_not; /* it has no time: "it hangs" */
};

/* Whether all of so many programs are done at once: their times mean nothing by themselves. */
bool judge_cost_is_short(const struct cost_times *times, size_t count);

/*
 * Sets the cost of each program of the case, whose times are at the same index.  Ratios are taken within a round, so that what
 * slows the machine down slows both sides.  The base is the broken twin, or the first fix where that has no time.  `starts` are
 * the times of a program that does nothing, made in the same rounds: they are taken off, so that what is compared is the work
 * and not the start of a process; NULL where the runs last.  Of a program that is only @slow some fix must be faster, or the
 * case fails.
 */
void judge_cost(struct arena *a, struct case_verdict *c, const struct cost_times *times,
	const struct cost_times *starts);

#endif
