// SPDX-License-Identifier: MIT
#include "book_timeline.h"

#include <stdio.h>
#include <string.h>

#include "book_page.h"
#include "book_trace.h"
#include "text.h"

enum {
	GUTTER = 52, /* the step's number, and a mark where a thread was held up */
	ROW = 28,    /* height of a row */
	BOX = 22,    /* height of a box in it */
	HEAD = 30,   /* height of the lanes' names */
	CHAR = 73,   /* width of a character, in tenths */
	SPAN = 15,   /* width of a lock's bar with the gap after it */
	PAD = 6,     /* inside a box */
	LANE_LEAST = 96,
	LANE_MOST = 260,
	NARROW_LANE = 24,
	WIDE_MOST = 980, /* with more the lanes become narrow */
	WORDS_MOST = 60, /* characters beside narrow lanes */
};

struct drawing {
	struct book_page *page;
	struct html *h;
	const struct trace *trace;
	int number;
	bool narrow;
	int lane, spans; /* widths of a lane, and of the bars in it */
	int *x;          /* left edge of each lane; -1: it has nothing */
	int lanes;       /* that have */
	int width;
};

static int
box_left(const struct drawing *d, int thread)
{
	return d->x[thread] + (d->narrow ? 2 : d->spans);
}

static int
box_width(const struct drawing *d)
{
	return d->narrow ? NARROW_LANE - 6 : d->lane - d->spans - 8;
}

static int
box_middle(const struct drawing *d, int thread)
{
	return box_left(d, thread) + box_width(d) / 2;
}

static int
row_top(size_t row)
{
	return (int)row * ROW + 4;
}

static int
row_middle(size_t row)
{
	return row_top(row) + ROW / 2;
}

/* Text with an anchor; cut to `most` characters, which a tooltip then completes. */
static void
add_text(struct drawing *d, const char *class, int x, int y, const char *anchor, const char *text,
	int most)
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

static void
add_rect(struct drawing *d, const char *class, int x, int y, int width, int height)
{
	html_begin(d->h, "rect", "class", class, NULL);
	html_attrf(d->h, "x", "%d", x);
	html_attrf(d->h, "y", "%d", y);
	html_attrf(d->h, "width", "%d", width);
	html_attrf(d->h, "height", "%d", height);
	html_attr(d->h, "rx", "3");
	html_end(d->h);
}

static void
add_path(struct drawing *d, const char *class, const char *path)
{
	html_begin(d->h, "path", "class", class, "d", path, NULL);
	html_end(d->h);
}

static const char *
step_text(const struct drawing *d, const struct trace_row *row)
{
	const struct trace_step *s = &d->trace->steps[row->first];
	return row->count > 1 ? arena_printf(&d->page->arena, "(%zu steps)", row->count) : s->words;
}

/* What a box looks like, and the letter that says the same without colour. */
static const char *
step_kind(const struct trace_step *s, const char **letter)
{
	static const struct {
		const char *part, *class, *letter;
	} kinds[] = {{"unlock", "b-unlock", "U"}, {"lock", "b-lock", "L"}, {"wait", "b-wait", "…"},
		{"signal", "b-wake", "S"}, {"broadcast", "b-wake", "S"}, {"post", "b-wake", "S"},
		{"write", "b-write", "W"}, {"store", "b-write", "W"}, {"read", "b-read", "R"},
		{"load", "b-read", "R"}, {"create", "b-thread", "C"}, {"join", "b-thread", "J"},
		{"start", "b-thread", "▸"}, {"exit", "b-thread", "■"}};
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		if (strstr(s->op, kinds[i].part)) {
			*letter = kinds[i].letter;
			return kinds[i].class;
		}
	}
	*letter = "•";
	return "b-other";
}

static size_t
end_rows(const struct trace *t)
{
	return t->wait_count;
}

static void
lay_out(struct drawing *d)
{
	const struct trace *t = d->trace;
	int longest = 0, deepest = 0;
	for (size_t i = 0; i < t->lane_count; i++) {
		d->lanes += t->lanes[i].used;
		int len = t->lanes[i].used ? (int)text_width(t->lanes[i].name) : 0;
		longest = len > longest ? len : longest;
	}
	for (size_t r = 0; r < t->row_count; r++) {
		int len = (int)text_width(step_text(d, &t->rows[r])) + 5;
		longest = len > longest ? len : longest;
	}
	for (size_t i = 0; i < t->span_count; i++) {
		deepest = t->spans[i].depth + 1 > deepest ? t->spans[i].depth + 1 : deepest;
	}
	d->spans = (deepest < 4 ? deepest : 4) * SPAN + 4;
	d->lane = longest * CHAR / 10 + 2 * PAD + d->spans + 8;
	d->lane = d->lane < LANE_LEAST ? LANE_LEAST : d->lane > LANE_MOST ? LANE_MOST : d->lane;
	d->narrow = GUTTER + d->lanes * d->lane > WIDE_MOST && d->lanes > 4;
	d->lane = d->narrow ? NARROW_LANE : d->lane;
	d->x = arena_alloc(&d->page->arena, t->lane_count + 1, sizeof *d->x);
	int at = 0;
	for (size_t i = 0; i < t->lane_count; i++) {
		d->x[i] = t->lanes[i].used ? GUTTER + d->lane * at++ : -1;
	}
	longest = longest < WORDS_MOST ? longest + 8 : WORDS_MOST + 8;
	d->width = GUTTER + d->lane * d->lanes + (d->narrow ? longest * CHAR / 10 : 4);
}

/* The lanes' names, in a drawing of their own that stays in sight. */
static void
add_head(struct drawing *d)
{
	struct html *h = d->h;
	html_begin(h, "svg", "class", "lanes-head", "aria-hidden", "true", NULL);
	html_attrf(h, "width", "%d", d->width);
	html_attrf(h, "height", "%d", HEAD);
	html_attrf(h, "viewBox", "0 0 %d %d", d->width, HEAD);
	add_text(d, "no", GUTTER - 14, 20, "end", "step", 8);
	for (size_t i = 0; i < d->trace->lane_count; i++) {
		const struct trace_lane *lane = &d->trace->lanes[i];
		if (!lane->used) {
			continue;
		}
		if (d->narrow) {
			const char *tag = i ? lane->tag + (*lane->tag == 'T') : "m";
			add_text(d, "lane-name", box_middle(d, (int)i), 20, "middle", tag, 3);
		} else {
			add_text(d, "lane-name", box_left(d, (int)i) + PAD, 20, "start", lane->name,
				box_width(d) * 10 / CHAR);
		}
	}
	html_end(h);
	html_line(h);
}

/* The thread's life as a thin line, from its first row to its last. */
static void
add_lives(struct drawing *d)
{
	const struct trace *t = d->trace;
	int *last = arena_alloc(&d->page->arena, t->lane_count + 1, sizeof *last);
	int *first = arena_alloc(&d->page->arena, t->lane_count + 1, sizeof *first);
	for (size_t i = 0; i < t->step_count; i++) {
		int thread = t->steps[i].thread, y = row_middle((size_t)t->steps[i].row);
		first[thread] = first[thread] ? first[thread] : y;
		last[thread] = y;
	}
	for (size_t i = 0; i < t->wait_count; i++) {
		last[t->waits[i].thread] = row_middle(t->row_count + i);
	}
	for (size_t i = 0; i < t->lane_count; i++) {
		if (t->lanes[i].used && first[i] && last[i] > first[i]) {
			int x = box_middle(d, (int)i);
			add_path(d, "life",
				arena_printf(&d->page->arena, "M%d %dV%d", x, first[i], last[i]));
		}
	}
}

static void
add_spans(struct drawing *d)
{
	const struct trace *t = d->trace;
	for (size_t i = 0; i < t->span_count && !d->narrow; i++) {
		const struct trace_span *s = &t->spans[i];
		/* A lock taken and given back within a folded row is not to be seen. */
		if (s->depth >= 4 || s->first_row == s->last_row) {
			continue;
		}
		size_t last = s->kept ? t->row_count + end_rows(t) : (size_t)s->last_row + 1;
		int x = d->x[s->thread] + s->depth * SPAN, top = row_top((size_t)s->first_row) + 3;
		const char letter[] = {(char)('a' + s->lock), '\0'};
		html_begin(d->h, "g", "class",
			arena_printf(&d->page->arena, "held l%d", s->lock % 6), NULL);
		html_begin(d->h, "title", NULL);
		html_textf(d->h, "%s holds %s", t->lanes[s->thread].tag, t->locks[s->lock]);
		html_end(d->h);
		add_rect(d, "bar", x, top, SPAN - 3, row_top(last) - 3 - top);
		add_text(d, "letter", x + (SPAN - 3) / 2, top + 13, "middle", letter, 1);
		html_end(d->h);
	}
}

/* From the box of the row before, where another thread goes on. */
static void
add_switch(struct drawing *d, size_t row)
{
	const struct trace *t = d->trace;
	if (!row) {
		return;
	}
	const struct trace_row *before = &t->rows[row - 1];
	int from = t->steps[before->first + before->count - 1].thread;
	const struct trace_step *s = &t->steps[t->rows[row].first];
	if (from != s->thread) {
		add_path(d, s->preempts ? "switch preempts" : "switch",
			arena_printf(&d->page->arena, "M%d %dV%dH%dV%d", box_middle(d, from),
				row_top(row - 1) + (ROW + BOX) / 2, row_top(row) + 1,
				box_middle(d, s->thread), row_top(row) + (ROW - BOX) / 2));
	}
}

static void
add_box(struct drawing *d, const char *class, int thread, size_t row, const char *text,
	const char *letter, int line)
{
	int x = box_left(d, thread), width = box_width(d), y = row_middle(row);
	add_rect(d, class, x, row_top(row) + (ROW - BOX) / 2, width, BOX);
	if (d->narrow) {
		add_text(d, "letter", x + width / 2, y + 4, "middle", letter, 1);
		const char *words =
			arena_printf(&d->page->arena, "%s %s", d->trace->lanes[thread].tag, text);
		add_text(d, "words", GUTTER + d->lane * d->lanes + 10, y + 4, "start", words,
			WORDS_MOST);
		return;
	}
	char number[16] = "";
	int room = (width - 2 * PAD) * 10 / CHAR;
	if (line) {
		snprintf(number, sizeof number, "%d", line);
		add_text(d, "at", x + width - PAD, y + 4, "end", number, 8);
		room -= (int)strlen(number) + 1;
	}
	add_text(d, "words", x + PAD, y + 4, "start", text, room);
}

static void
add_row(struct drawing *d, size_t r)
{
	const struct trace *t = d->trace;
	const struct trace_row *row = &t->rows[r];
	const struct trace_step *s = &t->steps[row->first];
	const char *letter, *class = step_kind(s, &letter), *text = step_text(d, row);
	struct html *h = d->h;
	html_begin(h, "g", "class", "row", NULL);
	html_attrf(h, "id", "t%dr%zu", d->number, r);
	html_begin(h, "title", NULL);
	html_textf(h, "step %d, %s: %s", s->step, t->lanes[s->thread].tag, text);
	if (s->line && row->count == 1) {
		html_textf(h, ", line %d", s->line);
	}
	html_end(h);
	html_begin(h, "rect", "class", "hit", "x", "0", NULL);
	html_attrf(h, "y", "%d", row_top(r));
	html_attrf(h, "width", "%d", d->width);
	html_attrf(h, "height", "%d", ROW);
	html_end(h);
	add_text(d, "no", GUTTER - 14, row_middle(r) + 4, "end",
		arena_printf(&d->page->arena, "%s%d", s->preempts ? "> " : "", s->step), 8);
	add_switch(d, r);
	if (row->count > 1) {
		class = "b-fold";
		letter = "+";
	}
	bool side = (int)r == t->sides[0] || (int)r == t->sides[1];
	const char *box = arena_printf(&d->page->arena, "box %s%s", class, side ? " side" : "");
	add_box(d, box, s->thread, r, text, letter, row->count == 1 ? s->line : 0);
	html_end(h);
	html_line(h);
}

const char *
book_wait_words(struct book_page *p, const struct trace *t, const struct trace_wait *w)
{
	const char *who = t->lanes[w->thread].tag;
	const char *has = w->holder >= 0 ? t->lanes[w->holder].tag : NULL;
	if (strcmp(w->op, "join") == 0) {
		return arena_printf(
			&p->arena, "%s waits for %s to end", who, has ? has : w->object);
	}
	if (!has) {
		return arena_printf(
			&p->arena, "%s waits for %s; nobody is left to wake it", who, w->object);
	}
	return arena_printf(&p->arena, "%s waits for %s, which %s has", who, w->object,
		w->holder == w->thread ? "it itself" : has);
}

/* Who waits for whom, in a row each: a box in the one's lane, an arrow to the other's. */
static void
add_wait(struct drawing *d, size_t i)
{
	const struct trace *t = d->trace;
	const struct trace_wait *w = &t->waits[i];
	size_t row = t->row_count + i;
	bool join = strcmp(w->op, "join") == 0;
	const char *text = arena_printf(&d->page->arena, "waits: %s",
		join && w->holder >= 0 ? t->lanes[w->holder].tag : w->object);
	html_begin(d->h, "title", NULL);
	html_text(d->h, book_wait_words(d->page, t, w));
	html_end(d->h);
	add_box(d, w->cycle ? "box b-stuck cycle" : "box b-stuck", w->thread, row, text, "!",
		w->line);
	if (w->holder >= 0 && w->holder != w->thread) {
		bool right = d->x[w->holder] > d->x[w->thread];
		int y = row_middle(row), from = box_left(d, w->thread) + (right ? box_width(d) : 0),
		    to = box_middle(d, w->holder), tip = right ? -8 : 8;
		add_path(d, w->cycle ? "waits cycle" : "waits",
			arena_printf(&d->page->arena, "M%d %dH%dm%d -5l%d 5l%d 5", from, y, to, tip,
				-tip, tip));
	}
}

static void
add_end(struct drawing *d)
{
	const struct trace *t = d->trace;
	if (!t->wait_count) {
		return;
	}
	html_begin(d->h, "g", "class", "row end", NULL);
	html_attrf(d->h, "id", "t%dr%zu", d->number, t->row_count);
	html_begin(d->h, "rect", "class", "hit", "x", "0", NULL);
	html_attrf(d->h, "y", "%d", row_top(t->row_count));
	html_attrf(d->h, "width", "%d", d->width);
	html_attrf(d->h, "height", "%d", (int)t->wait_count * ROW);
	html_end(d->h);
	add_text(d, "no", GUTTER - 14, row_middle(t->row_count) + 4, "end", "end", 8);
	for (size_t i = 0; i < t->wait_count; i++) {
		html_begin(d->h, "g", NULL);
		add_wait(d, i);
		html_end(d->h);
		html_line(d->h);
	}
	html_end(d->h);
	html_line(d->h);
}

/* Between the two accesses, where an order should be. */
static void
add_missing(struct drawing *d)
{
	const struct trace *t = d->trace;
	if (t->sides[0] < 0 || t->sides[1] < 0 || t->sides[0] == t->sides[1]) {
		return;
	}
	size_t a = (size_t)t->sides[0], b = (size_t)t->sides[1];
	int from = t->steps[t->rows[a].first].thread, to = t->steps[t->rows[b].first].thread;
	bool right = d->x[to] > d->x[from];
	int x1 = box_left(d, from) + (right ? box_width(d) : 0),
	    x2 = box_left(d, to) + (right ? 0 : box_width(d));
	int y1 = row_middle(a), y2 = row_middle(b), middle = (x1 + x2) / 2;
	html_begin(d->h, "g", "class", "missing", NULL);
	html_begin(d->h, "title", NULL);
	html_text(d->h, "Nothing orders these two accesses");
	html_end(d->h);
	add_path(d, "missing",
		arena_printf(&d->page->arena, "M%d %dC%d %d %d %d %d %d", x1, y1, middle, y1,
			middle, y2, x2, y2));
	add_text(d, "missing", middle, (y1 + y2) / 2 + 4, "middle", "no order", 10);
	html_end(d->h);
	html_line(d->h);
}

void
book_timeline(struct book_page *p, const struct trace *t, int number)
{
	struct drawing d = {.page = p, .h = &p->h, .trace = t, .number = number};
	lay_out(&d);
	int height = row_top(t->row_count + end_rows(t)) + 4;
	add_head(&d);
	html_begin(d.h, "svg", "class", d.narrow ? "lanes narrow" : "lanes", "role", "img", NULL);
	html_attrf(d.h, "aria-labelledby", "t%dtitle", number);
	html_attrf(d.h, "width", "%d", d.width);
	html_attrf(d.h, "height", "%d", height);
	html_attrf(d.h, "viewBox", "0 0 %d %d", d.width, height);
	html_begin(d.h, "title", NULL);
	html_attrf(d.h, "id", "t%dtitle", number);
	html_textf(
		d.h, "%s: the schedule as a drawing; the table below has the same steps", t->words);
	html_end(d.h);
	html_line(d.h);
	add_lives(&d);
	for (size_t r = 0; r < t->row_count; r++) {
		add_row(&d, r);
	}
	add_end(&d);
	add_spans(&d);
	add_missing(&d);
	html_end(d.h);
	html_line(d.h);
}
