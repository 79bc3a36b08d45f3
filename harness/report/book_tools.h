// SPDX-License-Identifier: MIT
/* What the detectors said of a program in this run.  Private to report/. */
#ifndef HAZARD_BOOK_TOOLS_H
#define HAZARD_BOOK_TOOLS_H

#include <stdbool.h>
#include <stddef.h>

struct book_page;
struct book_program;
struct book_reference;
struct program_verdict;

/*
 * A part a detector, under headings of `level`: its verdict, what the case says of it, and each report as it was printed, beside what
 * its lines mean, linked to the source where `source` says that its lines L1… are on the page.  Ids begin with `id`.
 */
void book_tools(struct book_page *p, const struct program_verdict *v,
	const struct book_program *more, const char *id, int level, bool source);

/* The links from the source's lines to those reports; *count is their number.  In the page's arena. */
struct book_reference *book_references(
	struct book_page *p, const struct program_verdict *v, const char *id, size_t *count);

#endif
