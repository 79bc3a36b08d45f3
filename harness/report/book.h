// SPDX-License-Identifier: MIT
/*
 * The book: a result as HTML pages that people read.  An index with the matrix of cases and detectors, a page a class, a page a
 * case.  The pages work from files, without a network, and without their script but for filtering and stepping.
 */
#ifndef HAZARD_BOOK_H
#define HAZARD_BOOK_H

#include <stdbool.h>
#include <stddef.h>

#include "kind.h"

struct buf;
struct result;

enum book_diff_op { BOOK_SAME, BOOK_REMOVED, BOOK_ADDED, BOOK_GAP };

/* A line of the difference to a fix; BOOK_GAP stands for lines left out, and has no text. */
struct book_diff_line {
	enum book_diff_op op;
	const char *text; /* no newline */
	size_t len;
	int old_line, new_line; /* 0: not in that file */
};

/* What a result doesn't know of a program. */
struct book_program {
	const char
		*said[DET_COUNT]; /* what the case says each detector does, lines; NULL: nothing */
	struct book_diff_line *diff; /* from the broken program to this fix; else none */
	size_t diff_count;
};

struct book_case {
	struct book_program *programs; /* beside the case_verdict's */
};

struct book_class {
	const char *name;
	const char *readme; /* Markdown; NULL: there is none */
	size_t readme_len;
};

/* All borrowed. */
struct book {
	const struct result *result;
	const struct book_case *cases; /* beside the result's; NULL: nothing more is known */
	const struct book_class *classes;
	size_t class_count;
	const char *
		schedules; /* address of the folder of schedules from the index: "schedules"; NULL: they are not beside it */
};

/* Takes a page or another file of the book, by its path below the book's folder.  False: it could not be kept (said). */
typedef bool book_sink(void *user, const char *path, const struct buf *text);

/* Hands every file of the book to `sink`: index.html, and the rest below book/.  False: some could not be kept. */
bool book_write(const struct book *book, book_sink *sink, void *user);

/*
 * The path of a case's page below the book's folder: "book/deadlock/lock-order.html", of characters that need no escape
 * in an address or a file's name; added to `out`.
 */
void book_case_path(struct buf *out, const char *class, const char *slug);

#endif
