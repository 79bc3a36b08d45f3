// SPDX-License-Identifier: MIT
/* One program under one detector: its runs, one after the other, until the judge has seen enough. */
#ifndef HAZARD_PAIR_H
#define HAZARD_PAIR_H

#include <stdbool.h>
#include <stddef.h>

#include "judge.h"
#include "kind.h"
#include "observation.h"
#include "vec.h"

struct arena;
struct detector_verdict;
struct pool;
struct program;
struct run_result;
struct source;
struct spawn_spec;
struct testcase;

struct pair {
	const struct testcase *testcase;
	const struct program *program, *twin; /* the twin is the program itself but for a fix */
	enum detector detector;
	struct judge_options judge;
	const char *binary;    /* absolute path */
	const char *root;      /* of the catalogue */
	const char *schedules; /* the folder for failing schedules; NULL: they are not kept */
	const char *scratch;   /* an existing folder, for this session's runs */
	const char *command;   /* to see it again */
	bool print_commands;   /* of each run, on stderr */
	struct source *source; /* of the program, for fingerprints; shared by its pairs */
	struct arena *arena;   /* of the result */
	struct detector_verdict *verdict; /* where it goes */

	/* the pair's own */
	struct judge_plan plan;
	VEC(struct observation) observations;
	const char *folder; /* of the run that is on its way */
	bool alone;         /* it is the second try of a run that was out of time */
	bool done;
};

/* Submits the first run; or is done at once, where there is nothing to run. */
void pair_begin(struct pair *p, struct pool *pool);

/*
 * Takes in a run that has ended; submits the next one or sets *verdict and `done`.  An interrupted run changes
 * nothing: the pair stays undone.
 */
void pair_ended(struct pair *p, struct pool *pool, const struct spawn_spec *spec,
	const struct run_result *r);

/* Frees its own; the verdict and what it points to stay. */
void pair_finish(struct pair *p);

#endif
