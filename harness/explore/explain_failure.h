// SPDX-License-Identifier: MIT
/* What went wrong, in text: the wait-for cycle, both stacks of a race, where it crashed. */
#ifndef HAZARD_EXPLAIN_FAILURE_H
#define HAZARD_EXPLAIN_FAILURE_H

#include "explorer.h"

struct buf;
struct source_lines;

/* Adds some lines, each ended; everything from the program is escaped. */
void explain_failure(struct buf *out, const struct symbols *s, const struct explore_failure *f,
	struct source_lines *source);

#endif
