// SPDX-License-Identifier: MIT
/* A piece of somebody else's text, without a final NUL.  Never owns anything. */
#ifndef HAZARD_SPAN_H
#define HAZARD_SPAN_H

#include <stdbool.h>
#include <stddef.h>

struct span {
	const char *s;
	size_t len; /* bytes */
};

/* A literal as a span. */
#define SPAN(literal) ((struct span){(literal), sizeof(literal) - 1})

struct span span_of(const char *s);

/* From byte `start` (not beyond the end) on; and the bytes [start, end). */
struct span span_from(struct span t, size_t start);
struct span span_slice(struct span t, size_t start, size_t end);

bool span_starts(struct span t, const char *prefix);
bool span_ends(struct span t, const char *suffix);
bool span_equals(struct span t, const char *s);

/* Byte index of the first or last occurrence of `needle`, or -1. */
ptrdiff_t span_find(struct span t, const char *needle);
ptrdiff_t span_find_last(struct span t, const char *needle);

/* Where `t` starts with `prefix`: takes it off and returns true. */
bool span_take(struct span *t, const char *prefix);

/* Without blanks, carriage returns and terminal colours (ESC [ … m) at its start and end. */
struct span span_trim(struct span t);

/*
 * The decimal number at the start, commas between its digits allowed ("1,024"); 0 where there is
 * none, and SIZE_MAX/16 where it is larger than that.
 */
size_t span_number(struct span t);

/* The number that follows the first occurrence of `words`; 0: none. */
size_t span_number_after(struct span t, const char *words);

#endif
