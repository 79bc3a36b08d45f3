// SPDX-License-Identifier: MIT
/* The source that a report names, from where it is on this machine. */
#ifndef HAZARD_EXPLAIN_SOURCE_H
#define HAZARD_EXPLAIN_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "explain.h"

struct arena;

enum { EXPLAIN_MAPS = 16 };

struct explain_places {
	struct {
		const char *from, *to;
	} maps[EXPLAIN_MAPS]; /* a path that begins with `from` is below `to` here */
	size_t map_count;
	const char
		*rev; /* of git: the source is that of this commit; NULL: what lies on the disk */
	const char *catalog; /* its root; NULL: none */
	time_t written;      /* of the report; 0: not known */
};

/* Takes "FROM=TO", borrowed.  False: it is none, or there are too many (said). */
bool explain_places_map(struct explain_places *p, const char *value);

/*
 * Looks for each of `names` (ended by NULL).  One that isn't found has no text, and a warning only where that is the
 * user's doing.  Everything in `a`.
 */
struct explain_file *explain_source_read(
	const struct explain_places *p, struct arena *a, const char *const *names, size_t *count);

#endif
