// SPDX-License-Identifier: MIT
/* A failing interleaving as a drawing, as a table, and in words.  Private to report/. */
#ifndef HAZARD_BOOK_TIMELINE_H
#define HAZARD_BOOK_TIMELINE_H

struct book_page;
struct trace;

/*
 * The drawing as inline SVG: time runs downwards, a lane a thread, a box a step; a bar beside a lane while it holds a lock; an arrow
 * to whoever has what a thread waits for at the end; a dashed line between two accesses that nothing orders.  With more lanes than fit
 * the boxes hold a letter, and their words stand in a column of their own.  `number` tells drawings of a page apart, from 1.
 */
void book_timeline(struct book_page *p, const struct trace *t, int number);

/* The section of one interleaving: what it is, the drawing, its legend, and its steps as a table, which book.js steps through. */
void book_trace_section(struct book_page *p, const struct trace *t, int number);

/* "T1 waits for till_lock, which T2 has"; in the page's arena. */
struct trace_wait;
const char *book_wait_words(struct book_page *p, const struct trace *t, const struct trace_wait *w);

#endif
