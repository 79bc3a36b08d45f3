// SPDX-License-Identifier: MIT
/* The copy without spoilers, for somebody who is to find the bug. */
#ifndef HAZARD_STRIP_H
#define HAZARD_STRIP_H

#include <stddef.h>

struct buf;

/*
 * Adds the program without its header comment (a neutral one stands there), without markers, and
 * without the comments that use one of the words a solution is told in (strip_words).  Nothing the
 * compiler sees changes, and each line keeps its number, so that a tool's reports fit.  Any bytes
 * will do.
 */
void strip_copy(struct buf *out, const char *text, size_t len);

/* Lower case, ended by NULL.  A comment with one of them, as the beginning of a word, is taken out.
 */
const char *const *strip_words(void);

#endif
