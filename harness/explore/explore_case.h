// SPDX-License-Identifier: MIT
/*
 * A program of the catalogue under the explorer: what its header asks for, and the result in the terms of the judge.
 * Building it (variant `explore`) and running explore_run() are the caller's.
 */
#ifndef HAZARD_EXPLORE_CASE_H
#define HAZARD_EXPLORE_CASE_H

#include "explorer.h"

struct program;

/*
 * Sets allowed outputs (@stdout) and needs (@explore weak, spurious, timeouts) of `program` (a fix has its twin's), and looks
 * for races and leaked threads; seed and limits stay.  preempt=N is the least bound worth searching: with PROTO_BOUND and a
 * lower one it is raised.
 */
void explore_case_options(const struct program *program, struct explore_options *options);

struct explore_case_outcome {
	const char *text; /* of a @stdout or @outcome, or an output that is none of them */
	bool listed;
	bool right;     /* a @stdout */
	uint64_t count; /* schedules that printed it; 0: listed, and not reached */
};

/* The listed outputs in their order, then the others that were printed.  In the report's arena. */
struct explore_case_outcome *explore_case_outcomes(
	const struct explore_report *report, const struct program *program, size_t *count);

/* Findings of reproduced failures that have places (race, deadlock, …), located in `file`; no fingerprints yet. */
struct findings explore_case_findings(const struct explore_report *report, const char *file);

/* The reproduced outcomes of whole schedules (wrong-result, crash, …), gravest first, each kind once; borrowed; ended by NULL. */
const struct explore_failure **explore_case_endings(const struct explore_report *report);

#endif
