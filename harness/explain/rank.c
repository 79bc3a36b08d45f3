// SPDX-License-Identifier: MIT
#include "rank.h"

#include <stdlib.h>
#include <string.h>

#include "explanation.h"
#include "kind.h"
#include "mem.h"

/* What to begin with: what may be behind the other reports comes first. */
static int
weight(const struct finding *f)
{
	static const enum kind order[] = {KIND_USE_AFTER_FREE, KIND_INVALID_OBJECT,
		KIND_DESTROY_IN_USE, KIND_RELOCK, KIND_BAD_UNLOCK, KIND_DEADLOCK, KIND_STUCK,
		KIND_LIVELOCK, KIND_RACE, KIND_LOCK_ORDER, KIND_CONDVAR_MISUSE, KIND_BARRIER_MISUSE,
		KIND_SIGNAL_UNSAFE, KIND_LOCK_HELD, KIND_API_ERROR, KIND_THREAD_LEAK,
		KIND_ERRNO_SPOILED, KIND_HOLD_TIME};
	for (int i = 0; i < (int)(sizeof order / sizeof *order); i++) {
		if (order[i] == f->kind) {
			return i;
		}
	}
	return KIND_COUNT;
}

const char *
rank_reason(const struct explanation *first, const struct explanation *second)
{
	enum kind k = first->finding->kind;
	if (k == second->finding->kind) {
		return first->count > second->count
			       ? "it was reported most often"
			       : "it stands first in the log, and others may follow from it";
	}
	/* What ThreadSanitizer calls a double lock is a lock that two threads have, and nobody waits. */
	if (k == KIND_RELOCK && first->class && strcmp(first->class, "deadlock") != 0) {
		k = KIND_INVALID_OBJECT;
	}
	switch (k) {
	case KIND_USE_AFTER_FREE:
		return "memory that is gone can be behind all the others";
	case KIND_INVALID_OBJECT:
	case KIND_DESTROY_IN_USE:
		return "a lock that isn't valid keeps nobody out, and other reports may follow "
		       "from "
		       "that";
	case KIND_BAD_UNLOCK:
		return "a wrong unlock can let others in, and other reports may follow from that";
	case KIND_RELOCK:
	case KIND_DEADLOCK:
	case KIND_STUCK:
	case KIND_LIVELOCK:
		return "where a thread waits for ever, nothing after it happens";
	case KIND_RACE:
		return "a race can make anything else happen";
	default:
		return "the others weigh less";
	}
}

struct place {
	int weight, count;
	size_t index; /* before sorting: keeps the order of equals */
};

static int
compare(const void *a, const void *b)
{
	const struct place *x = a, *y = b;
	if (x->weight != y->weight) {
		return x->weight < y->weight ? -1 : 1;
	}
	if (x->count != y->count) {
		return x->count > y->count ? -1 : 1;
	}
	return x->index < y->index ? -1 : x->index > y->index;
}

void
rank_sort(struct explanation *items, size_t count)
{
	struct place *places = mem_alloc(count + 1, sizeof *places);
	struct explanation *copy = mem_alloc(count + 1, sizeof *copy);
	for (size_t i = 0; i < count; i++) {
		places[i] = (struct place){weight(items[i].finding), items[i].count, i};
		copy[i] = items[i];
	}
	qsort(places, count, sizeof *places, compare);
	for (size_t i = 0; i < count; i++) {
		items[i] = copy[places[i].index];
	}
	free(copy);
	free(places);
}
