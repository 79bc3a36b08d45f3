// SPDX-License-Identifier: MIT
/* Lists of findings that grow while a log is read, and then lie in the run's arena. */
#ifndef HAZARD_FINDINGS_H
#define HAZARD_FINDINGS_H

#include "arena.h"
#include "finding.h"

/* The items of a VEC as an array in the arena; NULL where it is empty. */
#define FINDINGS_COPY(arena, v) \
	((v)->len ? arena_memdup((arena), (v)->items, (v)->len * sizeof *(v)->items) : NULL)

/* Adds items[0..count) (borrowed; copied, but not what they point to) at the end of `all`, in the
 * arena. */
void findings_append(
	struct findings *all, struct arena *arena, const struct finding *items, size_t count);

#endif
