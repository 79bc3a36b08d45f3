// SPDX-License-Identifier: MIT
/*
 * The header comment of a program file: title, story, tags (DESIGN.md, "A case").
 *
 *	Name: one sentence.
 *
 *	The story.
 *
 *	@tag  value, which may go on
 *	      on lines that are indented further
 */
#ifndef HAZARD_HEADER_H
#define HAZARD_HEADER_H

#include <stdbool.h>
#include <stddef.h>

#include "case.h"

struct arena;
struct csource;
struct problems;
struct tag_rule;

/* One tag as it stands in the file. */
struct tag {
	const struct tag_rule *rule;
	int line;
};

/* Of a program's header: what the model does not need and the rules of the catalogue do. */
struct header {
	struct program *program; /* borrowed */
	bool readable; /* the text is clean UTF-8 with plain newlines: else nothing else is set */
	bool sound;    /* nothing was wrong with header and markers */
	size_t first, last; /* lines of the comment; 0: there is none */
	int title_line;     /* 0: no title */
	int story_line;     /* 0: no story */
	struct tag *tags;   /* in the file's order, the misplaced ones too */
	size_t tag_count;
};

/*
 * Reads p->text (text_len, role, file and path are set by the caller) into `h`, the rest of `p`,
 * and the tags of the whole case into `c`, which is NULL for a fix.  What is wrong goes to
 * `problems`; h->sound says whether anything was.  Everything made lives in `a`.
 */
void header_read(struct header *h, struct testcase *c, struct program *p, struct arena *a,
	struct problems *problems);

/* How many of the header's tags are named so. */
size_t header_count(const struct header *h, const char *tag);

/* The line of the first such tag, else the title's, else 1. */
int header_line(const struct header *h, const char *tag);

#endif
