// SPDX-License-Identifier: MIT
#include "book_drawing.h"

#include <stdio.h>
#include <string.h>

#include "book_page.h"
#include "book_trace.h"
#include "text.h"

enum {
	LANE_LEAST = 96,
	LANE_MOST = 260,
	NARROW_LANE = 24,
	WIDE_MOST = 980, /* with more the lanes become narrow */
	WORDS_MOST = 60, /* characters beside narrow lanes */
};

int
drawing_left(const struct drawing *d, int thread)
{
	return d->x[thread] + (d->narrow ? 2 : d->spans);
}

int
drawing_width(const struct drawing *d)
{
	return d->narrow ? NARROW_LANE - 6 : d->lane - d->spans - 8;
}

int
drawing_middle(const struct drawing *d, int thread)
{
	return drawing_left(d, thread) + drawing_width(d) / 2;
}

int
drawing_row_top(size_t row)
{
	return (int)row * DRAWING_ROW + 4;
}

int
drawing_row_middle(size_t row)
{
	return drawing_row_top(row) + DRAWING_ROW / 2;
}

void
drawing_text(struct drawing *d, const char *class, int x, int y, const char *anchor,
	const char *text, int most)
{
	struct html *h = d->h;
	size_t len = 0, cut = 0;
	int count = 0;
	while (text[len] && count < most) {
		size_t n = text_utf8(text + len, strlen(text + len));
		cut = len;
		len += n ? n : 1;
		count++;
	}
	html_begin(h, "text", "class", class, "text-anchor", anchor, NULL);
	html_attrf(h, "x", "%d", x);
	html_attrf(h, "y", "%d", y);
	html_text_len(h, text, text[len] ? cut : len);
	html_text(h, text[len] ? "…" : "");
	html_end(h);
}

void
drawing_rect(struct drawing *d, const char *class, int x, int y, int width, int height)
{
	html_begin(d->h, "rect", "class", class, NULL);
	html_attrf(d->h, "x", "%d", x);
	html_attrf(d->h, "y", "%d", y);
	html_attrf(d->h, "width", "%d", width);
	html_attrf(d->h, "height", "%d", height);
	html_attr(d->h, "rx", "3");
	html_end(d->h);
}

void
drawing_path(struct drawing *d, const char *class, const char *path)
{
	html_begin(d->h, "path", "class", class, "d", path, NULL);
	html_end(d->h);
}

const char *
drawing_row_text(const struct drawing *d, const struct trace_row *row)
{
	const struct trace_step *s = &d->trace->steps[row->first];
	return row->count > 1 ? arena_printf(&d->page->arena, "(%zu steps)", row->count) : s->words;
}

void
drawing_box(struct drawing *d, const char *class, int thread, size_t row, const char *text,
	const char *letter, int line)
{
	int x = drawing_left(d, thread), width = drawing_width(d), y = drawing_row_middle(row);
	drawing_rect(d, class, x, drawing_row_top(row) + (DRAWING_ROW - DRAWING_BOX) / 2, width,
		DRAWING_BOX);
	if (d->narrow) {
		drawing_text(d, "letter", x + width / 2, y + 4, "middle", letter, 1);
		const char *words =
			arena_printf(&d->page->arena, "%s %s", d->trace->lanes[thread].tag, text);
		drawing_text(d, "words", DRAWING_GUTTER + d->lane * d->lanes + 10, y + 4, "start",
			words, WORDS_MOST);
		return;
	}
	char number[16] = "";
	int room = (width - 2 * DRAWING_PAD) * 10 / DRAWING_CHAR;
	if (line) {
		snprintf(number, sizeof number, "%d", line);
		drawing_text(d, "at", x + width - DRAWING_PAD, y + 4, "end", number, 8);
		room -= (int)strlen(number) + 1;
	}
	drawing_text(d, "words", x + DRAWING_PAD, y + 4, "start", text, room);
}

void
drawing_init(struct drawing *d)
{
	const struct trace *t = d->trace;
	int longest = 0, deepest = 0;
	for (size_t i = 0; i < t->lane_count; i++) {
		d->lanes += t->lanes[i].used;
		int len = t->lanes[i].used ? (int)text_width(t->lanes[i].name) : 0;
		longest = len > longest ? len : longest;
	}
	for (size_t r = 0; r < t->row_count; r++) {
		int len = (int)text_width(drawing_row_text(d, &t->rows[r])) + 5;
		longest = len > longest ? len : longest;
	}
	for (size_t i = 0; i < t->span_count; i++) {
		deepest = t->spans[i].depth + 1 > deepest ? t->spans[i].depth + 1 : deepest;
	}
	d->spans = (deepest < DRAWING_BARS ? deepest : DRAWING_BARS) * DRAWING_SPAN + 4;
	d->lane = longest * DRAWING_CHAR / 10 + 2 * DRAWING_PAD + d->spans + 8;
	d->lane = d->lane < LANE_LEAST ? LANE_LEAST : d->lane > LANE_MOST ? LANE_MOST : d->lane;
	d->narrow = DRAWING_GUTTER + d->lanes * d->lane > WIDE_MOST && d->lanes > 4;
	d->lane = d->narrow ? NARROW_LANE : d->lane;
	d->x = arena_alloc(&d->page->arena, t->lane_count + 1, sizeof *d->x);
	int at = 0;
	for (size_t i = 0; i < t->lane_count; i++) {
		d->x[i] = t->lanes[i].used ? DRAWING_GUTTER + d->lane * at++ : -1;
	}
	longest = longest < WORDS_MOST ? longest + 8 : WORDS_MOST + 8;
	d->width =
		DRAWING_GUTTER + d->lane * d->lanes + (d->narrow ? longest * DRAWING_CHAR / 10 : 4);
}
