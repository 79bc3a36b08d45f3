// SPDX-License-Identifier: MIT
/* The score card; see score.h for its rules. */
#ifndef HAZARD_JUDGE_SCORE_H
#define HAZARD_JUDGE_SCORE_H

struct arena;
struct result;

/*
 * Sets result->scores, from every program that a detector really ran on: one score a detector, then all but the explorer
 * together, then these with the explorer, where there are several.  What was unable or missed is a false negative.
 */
void judge_score(struct arena *a, struct result *result);

#endif
