// SPDX-License-Identifier: MIT
/* What is wrong in somebody's catalogue: collected, never fatal. */
#ifndef HAZARD_PROBLEM_H
#define HAZARD_PROBLEM_H

#include <stddef.h>

struct arena;

struct problem {
	const char *file; /* relative to the catalogue's root; "" where it is the root */
	int line;         /* 0: the file as a whole */
	const char *rule; /* the lint rule that found it; NULL: the reading of the file did */
	const char *text; /* what is wrong, and what to do; one line, not yet escaped */
};

enum { PROBLEMS_A_FILE = 40 }; /* in a row; more are left out, and the last one says so */

struct problems {
	struct arena *arena; /* borrowed; holds the texts and the array */
	const char *rule;    /* of the problems added from now on */
	struct problem *items;
	size_t count;
	size_t in_file; /* how many of the last ones are of one file */
};

/* `file` is borrowed as long as the arena lives. */
__attribute__((format(printf, 4, 5))) void problems_add(
	struct problems *p, const char *file, int line, const char *format, ...);

/* Adds those of `more` at the end. */
void problems_join(struct problems *p, const struct problems *more);

/* Sorts those from `first` on by file and line. */
void problems_sort(struct problems *p, size_t first);

/*
 * The half of a message that helps: "did you mean `hits`?", or "known: hits, misses" where nothing
 * is near, or "there is none" where `names` (ended by NULL) is empty.  In `a`.
 */
const char *problem_help(struct arena *a, const char *word, const char *const *names);

#endif
