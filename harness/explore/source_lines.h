// SPDX-License-Identifier: MIT
/* The text of the program's source lines, for those who show steps. */
#ifndef HAZARD_SOURCE_LINES_H
#define HAZARD_SOURCE_LINES_H

#include <stddef.h>

#include "finding.h"

struct arena;
struct source_text;

struct source_lines {
	struct arena *arena;
	const char *root; /* relative names are below it; NULL: below the working folder */
	const char *
		program; /* the program's own file below `root`, by whatever folder debug information puts before it; NULL */
	struct source_text *files;
	size_t count;
};

/* Borrows. */
void source_lines_init(
	struct source_lines *s, struct arena *a, const char *root, const char *program);

/* The frame's line without indentation, comments at its end and marks; "" where it can't be read.  In the arena. */
const char *source_lines_get(struct source_lines *s, const struct frame *f);

/* The frame that stands for a stack: the innermost one with a file outside of /usr, else the innermost one; NULL: none. */
const struct frame *source_lines_site(const struct stack *stack);

/* "cases/data-race/lost-update.c:37", "worker", "libc.so.6": where a frame is, as short as can be; in the arena. */
const char *source_lines_place(struct source_lines *s, const struct frame *f);

#endif
