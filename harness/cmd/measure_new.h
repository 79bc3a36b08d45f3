// SPDX-License-Identifier: MIT
/* What a new case's header may say of a detector. */
#ifndef HAZARD_MEASURE_NEW_H
#define HAZARD_MEASURE_NEW_H

#include <stdbool.h>
#include <stddef.h>

#include "kind.h"

struct buf;
struct observation;
struct program;

/*
 * Adds, ready to be pasted, one line for each thing that the runs showed, or the line for a detector that saw nothing; a line
 * that is to be marked first is named.  False: nothing can be said, and why is added.
 */
bool measure_new(struct buf *out, const struct program *p, enum detector d,
	const struct observation *observations, size_t count);

#endif
