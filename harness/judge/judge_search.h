// SPDX-License-Identifier: MIT
/* Judging the explorer's search.  Private to judge/. */
#ifndef HAZARD_JUDGE_SEARCH_H
#define HAZARD_JUDGE_SEARCH_H

#include "verdict.h"

struct arena;
struct observation;

/*
 * The verdict on a program from its one search; see judge_detector().  There is no luck in it: what is required is found
 * within the budget or is missed, and `may` is all that is left of the rates.  `o` NULL: it was not run.
 */
struct detector_verdict judge_search(
	struct arena *a, const struct program *program, const struct observation *o);

#endif
