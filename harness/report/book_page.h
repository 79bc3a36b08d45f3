// SPDX-License-Identifier: MIT
/* A page of the book in the making, and its parts.  Private to report/. */
#ifndef HAZARD_BOOK_PAGE_H
#define HAZARD_BOOK_PAGE_H

#include "arena.h"
#include "book.h"
#include "buf.h"
#include "html.h"
#include "screen.h"
#include "verdict.h"

struct book_page {
	const struct book *book;
	struct html h;
	struct buf out;
	struct arena arena; /* of this page */
	const char *root;   /* address of the index's folder from here: "", "../../" */
};

/* Where a reader is: the page's title, and the pages above it. */
struct book_place {
	const char *title, *description;
	const char *crumbs[3],
		*addresses[3]; /* names and addresses of the pages above; ended by NULL */
};

void book_page_begin(struct book_page *p, const struct book *book, const char *root,
	const struct book_place *where);

/* Ends the page and hands it to `sink` under `path`. */
bool book_page_end(struct book_page *p, const char *path, book_sink *sink, void *user);

/* A heading with an id, so that it can be linked to. */
void book_heading(struct book_page *p, int level, const char *id, const char *text);

/* Plain text in which `code` stands in backquotes, and paragraphs are divided by empty lines. */
void book_prose(struct book_page *p, const char *text);

/* An item of a list: a link. */
void book_link_item(struct html *h, const char *address, const char *text);

/* A mark with its sign and its text, as in the matrix. */
void book_mark(struct book_page *p, enum mark mark, const char *text);

/* Markdown, its first heading left out: the page has one.  `class`: whose README it is. */
void book_markdown(struct book_page *p, const char *text, size_t len, const char *class);

/* At most so much of a text of a tool or program is shown; a note says how much is left out. */
enum { BOOK_LINE_MOST = 2000, BOOK_TEXT_MOST = 64 << 10 };
void book_cut_text(struct book_page *p, const char *text, size_t len);

/* The address of a case's page from this one; in the page's arena. */
const char *book_case_address(struct book_page *p, const struct testcase *t);

/* What is known of a program besides the result; NULL: nothing. */
const struct book_program *book_program_of(
	const struct book *b, const struct case_verdict *c, size_t i);

/* The table of cases x detectors: those of a class, or all (NULL), which can be filtered and sorted. */
void book_matrix(struct book_page *p, const char *class);

/* The score card: a plot and its numbers. */
void book_scores(struct book_page *p);

/* The pages. */
bool book_index(const struct book *b, book_sink *sink, void *user);
bool book_class_page(const struct book *b, const struct book_class *c, book_sink *sink, void *user);
bool book_case_page(
	const struct book *b, const struct case_verdict *c, book_sink *sink, void *user);

#endif
