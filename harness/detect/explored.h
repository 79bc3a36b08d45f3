// SPDX-License-Identifier: MIT
/* The explorer as a detector.  Private to detect/. */
#ifndef HAZARD_EXPLORED_H
#define HAZARD_EXPLORED_H

#include "detect.h"

struct search;

/* The command `hazard explore`, which writes a report and its schedules into the scratch folder. */
bool explored_prepare(struct arena *a, const struct detect_request *r, struct detect_launch *out);

/* Sets o->search; not `valid` where the search says nothing. */
void collect_explored(
	struct arena *a, const char *scratch, const struct detect_ending *e, struct observation *o);

/*
 * Reads such a report (the JSON of `hazard explore --format json`) and, from the folder, the schedules that it names.
 * NULL, or a sentence that says why nothing can be said from it; `out` is to be ignored then.  All of it in `a`.
 */
const char *explored_read(
	struct arena *a, const char *scratch, const char *text, size_t len, struct search *out);

#endif
