// SPDX-License-Identifier: MIT
#include "findings.h"

#include <string.h>

void
findings_append(
	struct findings *all, struct arena *arena, const struct finding *items, size_t count)
{
	if (!count) {
		return;
	}
	struct finding *joined = arena_alloc(arena, all->count + count, sizeof *joined);
	if (all->count) {
		memcpy(joined, all->items, all->count * sizeof *joined);
	}
	memcpy(joined + all->count, items, count * sizeof *joined);
	*all = (struct findings){joined, all->count + count};
}
