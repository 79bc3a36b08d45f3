// SPDX-License-Identifier: MIT
/* C source as HTML.  Private to report/. */
#ifndef HAZARD_BOOK_CODE_H
#define HAZARD_BOOK_CODE_H

#include <stdbool.h>
#include <stddef.h>

struct book_page;
struct html;
struct program;

/* Where a line begins: zero at the start of a file. */
struct book_code {
	bool comment; /* inside a block comment */
};

/* Adds one line's tokens (C11 6.4) as spans with the classes c comment, s string, p directive, n number, k keyword, t type and f called function. */
void book_code_line(struct html *h, struct book_code *state, const char *s, size_t len);

/* What refers to a line of the listing: a link shown beside it. */
struct book_reference {
	int line;
	const char *address, *text, *label; /* label: for those who don't see */
};

/*
 * The program after its header comment, numbered as in the file: line n has the id `idn`; marked lines have their labels and roles
 * beside them, and lines that are referred to their links.
 */
void book_listing(struct book_page *page, const struct program *p, const char *id,
	const struct book_reference *references, size_t count);

#endif
