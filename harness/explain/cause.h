// SPDX-License-Identifier: MIT
/* Which findings have one cause: the same kind at the same places, whichever side came first, and whether it read or wrote. */
#ifndef HAZARD_CAUSE_H
#define HAZARD_CAUSE_H

#include <stddef.h>

#include "finding.h"

struct arena;

struct cause {
	const struct finding *finding; /* the first of it; borrowed */
	int count;                     /* of reports */
};

/* In the order of their first findings; in `a`.  `counts` says how often each finding was reported; NULL: once. */
struct cause *cause_group(
	struct arena *a, const struct findings *findings, const int *counts, size_t *count);

#endif
