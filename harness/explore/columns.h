// SPDX-License-Identifier: MIT
/* The failing interleaving as a table with a column a thread, for a terminal. */
#ifndef HAZARD_COLUMNS_H
#define HAZARD_COLUMNS_H

#include <stdbool.h>

#include "explorer.h"

struct buf;
struct source_lines;

struct columns_options {
	int width; /* columns of the terminal; 0: 80 */
	bool color;
	bool utf8;
	bool whole; /* fold nothing */
};

/*
 * A row a step: its number, a mark where the thread before was preempted, the line, and in the thread's column what it
 * did and which locks it held; above it the source text, where the line is a new one.  Runs of steps that nobody else could
 * notice are folded; where the columns would be too narrow each row names its thread instead.
 */
void columns_add(struct buf *out, const struct symbols *s, const struct explore_failure *f,
	struct source_lines *source, const struct columns_options *options);

#endif
