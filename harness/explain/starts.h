// SPDX-License-Identifier: MIT
/* Where a source file starts threads: for reports that name one side only. */
#ifndef HAZARD_STARTS_H
#define HAZARD_STARTS_H

#include <stdbool.h>
#include <stddef.h>

#include "code.h"

struct arena;

enum { STARTS_MOST = 16 };

/* A function that calls pthread_create(). */
struct start_function {
	const char *body;
	const char *
		after; /* from the last start to the first join, or to the end; without those two lines */
	int first, last; /* its lines */
	bool joins;
	bool gives_local; /* a thread gets the address of one of its local variables */
};

struct starts {
	struct start_function items[STARTS_MOST];
	size_t count;
};

struct starts starts_read(struct arena *a, const struct code *c);

/*
 * Whether `text` uses one of the things that `line` touches: a name behind -> or a dot, or one that the file defines outside
 * of functions.
 */
bool starts_share(const struct code *c, const char *line, const char *text);

/* Whether some loop elsewhere in the file waits (`while (…)`) for such a thing of line n. */
bool starts_polled(const struct code *c, int n);

#endif
