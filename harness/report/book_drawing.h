// SPDX-License-Identifier: MIT
/* The parts that a drawing of an interleaving is made of, and where they go.  Private to report/. */
#ifndef HAZARD_BOOK_DRAWING_H
#define HAZARD_BOOK_DRAWING_H

#include <stdbool.h>
#include <stddef.h>

struct book_page;
struct html;
struct trace;
struct trace_row;

/* In pixels. */
enum {
	DRAWING_GUTTER = 52, /* the step's number, and a mark where a thread was held up */
	DRAWING_ROW = 28,
	DRAWING_BOX = 22,  /* height of a box in its row */
	DRAWING_HEAD = 30, /* height of the lanes' names */
	DRAWING_SPAN = 15, /* width of a lock's bar with the gap after it */
	DRAWING_PAD = 6,   /* inside a box */
	DRAWING_CHAR = 73, /* width of a character, in tenths */
	DRAWING_BARS = 4,  /* of locks side by side at most */
};

struct drawing {
	struct book_page *page;
	struct html *h;
	const struct trace *trace;
	int number;      /* among those of the page, from 1 */
	bool narrow;     /* boxes hold a letter, their words stand beside the lanes */
	int lane, spans; /* widths of a lane, and of the bars in it */
	int *x;          /* left edge of each lane; -1: it has nothing */
	int lanes;       /* that have */
	int width;
};

/* Sets the rest of a drawing whose page, h, trace and number are set. */
void drawing_init(struct drawing *d);

/* Of the box in a thread's lane. */
int drawing_left(const struct drawing *d, int thread);
int drawing_width(const struct drawing *d);
int drawing_middle(const struct drawing *d, int thread);

/* Of a row; those after the trace's are of who waits at the end. */
int drawing_row_top(size_t row);
int drawing_row_middle(size_t row);

/* Text with an anchor, cut to `most` characters. */
void drawing_text(struct drawing *d, const char *class, int x, int y, const char *anchor,
	const char *text, int most);
void drawing_rect(struct drawing *d, const char *class, int x, int y, int width, int height);
void drawing_path(struct drawing *d, const char *class, const char *path);

/* The box of a thread in a row: its words and line (0: none), or where lanes are narrow the letter, and its words beside. */
void drawing_box(struct drawing *d, const char *class, int thread, size_t row, const char *text,
	const char *letter, int line);

/* What a row says; in the page's arena. */
const char *drawing_row_text(const struct drawing *d, const struct trace_row *row);

#endif
