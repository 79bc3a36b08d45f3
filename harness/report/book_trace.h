// SPDX-License-Identifier: MIT
/* The failing interleavings of a search, read from the explorer's report, and laid out in rows.  Private to report/. */
#ifndef HAZARD_BOOK_TRACE_H
#define HAZARD_BOOK_TRACE_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct program;
struct search;

enum { TRACE_ROWS_MOST = 200, TRACE_LOCKS_MOST = 16 };

struct trace_step {
	int step, thread;                        /* step from 1; thread: index of its lane */
	const char *words, *op, *object, *locks; /* never NULL; locks: held before it */
	int line;                                /* in the program's own file; 0: elsewhere */
	bool preempts;                           /* the thread that ran before could have gone on */
	bool blocked;                            /* it had to wait since it was asked for */
	int row;                                 /* of the drawing */
};

/* Who can't go on at the end. */
struct trace_wait {
	int thread;
	const char *op, *object;
	int holder; /* who has it; -1: nobody */
	bool cycle;
	int line;
};

struct trace_lane {
	const char *name; /* "main", "T1 sell" */
	const char *tag;  /* "main", "T1" */
	bool used;        /* it has a step or waits */
};

/* A row of the drawing: one step, or several that tell nothing to anybody else. */
struct trace_row {
	size_t first, count; /* steps */
};

/* A lock from the row that took it to the row that gave it back. */
struct trace_span {
	int thread, lock,
		depth; /* lock: index in `locks`; depth: how many the thread had already */
	int first_row, last_row;
	bool kept; /* until the end */
};

struct trace {
	const char *kind, *words, *message; /* never NULL */
	const char *file;                   /* of the schedule, its name; NULL: none */
	long count, schedules;              /* that failed so, of those that were run */
	long preemptions;
	bool fewest;
	struct trace_lane *lanes;
	size_t lane_count;
	struct trace_step *steps;
	size_t step_count;
	struct trace_wait *waits;
	size_t wait_count;
	int sides[2]; /* rows of the two accesses that nothing orders; -1: it isn't about two */
	struct trace_row *rows;
	size_t row_count;
	const char *locks[TRACE_LOCKS_MOST]; /* their names */
	size_t lock_count;
	struct trace_span *spans;
	size_t span_count;
};

/*
 * The search's failures that can be drawn, in its order; *count is their number.  In `a`.  What the report doesn't hold, or holds
 * in another shape, is left out.
 */
struct trace *book_traces(
	struct arena *a, const struct search *search, const struct program *p, size_t *count);

#endif
