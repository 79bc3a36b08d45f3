// SPDX-License-Identifier: MIT
/*
 * The markers `//~ label: role, role; label` at the end of a line of code (DESIGN.md, "A case"):
 *
 *	marker = "//~" place {";" place}
 *	place  = LABEL [":" role {"," role}]            LABEL = [a-z][a-z0-9-]*
 */
#ifndef HAZARD_MARKER_H
#define HAZARD_MARKER_H

#include <stdbool.h>
#include <stddef.h>

#include "case.h"

struct arena;
struct csource;
struct problems;

/* Reads every marker of the source into p->places, in `a`; what is wrong with one goes to
 * `problems`. */
void marker_read(
	const struct csource *s, struct program *p, struct arena *a, struct problems *problems);

/* Where the marker on `line` begins, as an offset in the text; SIZE_MAX where there is none. */
size_t marker_start(const struct csource *s, size_t line);

/* Whether s[0..len) is a label. */
bool marker_is_label(const char *s, size_t len);

/* The labels of the program's places, each once, in the order of lines, ended by NULL; in `a`. */
const char *const *marker_labels(struct arena *a, const struct program *p);

#endif
