// SPDX-License-Identifier: MIT
/* The difference between a broken program and its fix, by lines. */
#ifndef HAZARD_DIFF_H
#define HAZARD_DIFF_H

#include <stddef.h>

struct arena;
struct csource;

/* A line to be compared. */
struct diff_line {
	const char *s; /* borrowed; no newline */
	size_t len;
	int number; /* in its file, 1.. */
};

struct diff_text {
	struct diff_line *lines;
	size_t count;
};

/* The lines with code on them, without their comments and blanks at the end: what the count goes
 * by.  In `a`. */
struct diff_text diff_code(struct arena *a, const struct csource *s);

/* The lines after the header comment, without markers: what a reader compares.  In `a`, borrows the
 * source. */
struct diff_text diff_reading(struct arena *a, const struct csource *s);

enum diff_op { DIFF_SAME, DIFF_REMOVED, DIFF_ADDED };

struct diff_step {
	enum diff_op op;
	const struct diff_line *line; /* of the new text where added, else of the old one */
	int old_number, new_number; /* the line's, and where the other side stands: its next line */
};

struct diff {
	struct diff_step *steps;
	size_t count;
	size_t removed, added;
};

enum {
	DIFF_MOST = 2000
}; /* lines that differ at most; beyond, all of them are taken as replaced */

/*
 * The shortest edit from `old` to `new` (E. Myers, "An O(ND) difference algorithm and its
 * variations", 1986), with removals before additions.  In `a`; borrows the lines.
 */
struct diff diff_lines(struct arena *a, struct diff_text old, struct diff_text new);

/* A run of changes with up to `context` unchanged lines around, as in `diff -u`. */
struct diff_hunk {
	size_t first, count; /* steps */
	int old_first, old_count, new_first, new_count;
};

/* The hunks of `d`; their number in *count.  In `a`. */
struct diff_hunk *diff_hunks(struct arena *a, const struct diff *d, size_t context, size_t *count);

#endif
