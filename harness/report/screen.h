// SPDX-License-Identifier: MIT
/* Text for a terminal of a known width: marks, colours, columns, wrapping.  Private to report/. */
#ifndef HAZARD_SCREEN_H
#define HAZARD_SCREEN_H

#include <stdbool.h>
#include <stddef.h>

struct buf;
struct report_options;

/* In the order of weight. */
enum mark { MARK_QUIET, MARK_PASS, MARK_SKIP, MARK_OPEN, MARK_FAIL, MARK_ERROR };

enum style { STYLE_PLAIN, STYLE_BOLD, STYLE_DIM, STYLE_GREEN, STYLE_RED, STYLE_YELLOW };

struct screen {
	struct buf *out; /* borrowed */
	bool color, utf8;
	int width; /* columns */
};

void screen_init(struct screen *s, struct buf *out, const struct report_options *options);

/* The one-column sign of a mark, and the style it is shown in. */
const char *screen_sign(const struct screen *s, enum mark m);
enum style screen_style(enum mark m);

/* Text in a style; `text` is escaped. */
void screen_put(struct screen *s, enum style style, const char *text);

/* The same, filled up with spaces to `width` columns. */
void screen_cell(struct screen *s, enum style style, const char *text, int width);

void screen_spaces(struct screen *s, int count);

/* A newline, without the spaces before it. */
void screen_end_line(struct screen *s);

/*
 * Text broken at spaces to the screen's width, ended by a newline.  The cursor is at column `at`
 * already; further lines begin at column `indent`.  At most `lines` lines; what is left out is
 * shown by an ellipsis.
 */
void screen_wrap(struct screen *s, enum style style, const char *text, size_t len, int at,
	int indent, int lines);

/* Adds `text` cut in the middle to `width` columns. */
void screen_shorten(const struct screen *s, struct buf *out, const char *text, int width);

#endif
