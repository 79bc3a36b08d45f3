// SPDX-License-Identifier: MIT
/* The tags of the header comment: one table, one row a tag. */
#ifndef HAZARD_TAG_H
#define HAZARD_TAG_H

#include <stdbool.h>
#include <stddef.h>

#include "case.h"

struct arena;
struct problems;

enum tag_place {
	TAG_IN_BROKEN = 1 << PROGRAM_BROKEN,
	TAG_IN_FIX = 1 << PROGRAM_FIX,
	TAG_IN_BENIGN = 1 << PROGRAM_BENIGN,
	TAG_IN_CASE = TAG_IN_BROKEN | TAG_IN_BENIGN,
	TAG_ANYWHERE = TAG_IN_CASE | TAG_IN_FIX,
};

/* A tag's value while it is read. */
struct tag_value {
	const char *name; /* the tag's, without @ */
	const char *file;
	int line;
	char *s;            /* what is not yet read: no newline in it, no blank at the end */
	struct testcase *c; /* NULL in a fix */
	struct program *p;
	struct arena *a;
	struct problems *problems;
};

struct tag_rule {
	const char *name;
	unsigned allowed;  /* enum tag_place */
	unsigned required; /* where it must be; checked by lint */
	bool many;         /* may be repeated */
	void (*read)(struct tag_value *v);
};

/* The row of that name, or NULL. */
const struct tag_rule *tag_find(const char *name);

/* Row `i`, or NULL after the last. */
const struct tag_rule *tag_row(size_t i);

/* All names, ended by NULL. */
const char *const *tag_names(void);

/* "a broken program", "a fix", "a benign program". */
const char *tag_place_name(enum program_role role);

#endif
