// SPDX-License-Identifier: MIT
/* One step of a trace in a few words. */
#ifndef HAZARD_STEP_WORDS_H
#define HAZARD_STEP_WORDS_H

#include "explorer.h"

/* "read hits = 3", "lock stock_lock", "join T1", "trylock m: EBUSY"; in `a`. */
const char *step_words(struct arena *a, const struct symbols *s, const struct proto *p,
	const struct proto_event *e);

/* "till_lock, stock_lock": what the thread held before the step; "" for nothing. */
const char *step_locks(struct arena *a, const struct symbols *s, const struct proto *p,
	const struct proto_event *e);

/* "main", "T1 worker"; in `a`. */
const char *step_thread(
	struct arena *a, const struct symbols *s, const struct proto *p, int thread);

#endif
