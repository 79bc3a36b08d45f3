// SPDX-License-Identifier: MIT
/* What `hazard explain` reads. */
#ifndef HAZARD_EXPLAIN_INPUT_H
#define HAZARD_EXPLAIN_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "finding.h"
#include "report_log.h"

struct arena;

struct explain_input {
	struct findings findings; /* distinct ones, in the order of the input */
	int *counts;              /* how often each was reported */
	struct report_counts seen;
	time_t written; /* when the newest of the files was; 0: not known */
	int failed;     /* inputs that could not be read (said) */
};

/*
 * Reads the files ("-" and none at all: stdin) as one input, in `arena`.  On a terminal it asks for the report.
 * False: nothing could be read.
 */
bool explain_input_read(
	struct explain_input *in, struct arena *arena, const char *const *files, size_t count);

/* Sentences about the input that a reader has to know: cut reports, frames without names …; ended by NULL; in `a`. */
const char **explain_input_notes(const struct explain_input *in, struct arena *a, size_t *count);

#endif
