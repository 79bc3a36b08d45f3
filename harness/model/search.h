// SPDX-License-Identifier: MIT
/*
 * What the explorer's search of one program came to: its counterpart of many runs.  One search runs thousands of
 * schedules, and a failure in it is no matter of luck: it was reproduced, and its schedule replays.
 */
#ifndef HAZARD_SEARCH_H
#define HAZARD_SEARCH_H

#include <stdbool.h>
#include <stddef.h>

#include "finding.h"
#include "kind.h"

enum search_end {
	SEARCH_FAIL,    /* some schedule fails */
	SEARCH_PASS,    /* every schedule was run, or is equivalent to one that was; none fails */
	SEARCH_SAMPLED, /* none of those that were run fails */
	SEARCH_NOTHING, /* nothing can be said; the observation is not valid */
};

struct search_failure {
	enum kind kind;
	struct finding finding; /* unset where the kind is an outcome of whole schedules */
	const char *evidence;   /* of an outcome, one line; else NULL */
	long schedules;         /* that showed it */
	long preemptions;       /* in the shortest found */
	const char *
		name; /* of its schedule's file: "lost-update.race.1a2b.sched"; NULL: not recorded */
	const char *text; /* the file's contents */
	size_t text_len;
};

/* What schedules printed. */
struct search_output {
	const char *text;
	bool listed; /* by @stdout or @outcome */
	bool right;  /* by @stdout */
	long schedules;
};

/* A failure is one kind at one place: the same kind at another is another.  Everything lives in the run's arena. */
struct search {
	enum search_end end;
	const char *sentence; /* the explorer's own */
	long schedules;       /* that were run */
	bool exhaustive;      /* all of them */
	struct search_failure *failures;
	size_t failure_count;
	struct search_output *outputs;
	size_t output_count;
	const char *document; /* the explorer's whole report as JSON */
	size_t document_len;
};

#endif
