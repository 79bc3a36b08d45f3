// SPDX-License-Identifier: MIT
#include "book_timeline.h"

#include <string.h>

#include "book_drawing.h"
#include "book_page.h"
#include "book_trace.h"

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

/* The lanes' names, in a drawing of their own that stays in sight. */
static void
add_head(struct drawing *d)
{
	struct html *h = d->h;
	html_begin(h, "svg", "class", "lanes-head", "aria-hidden", "true", NULL);
	html_attrf(h, "width", "%d", d->width);
	html_attrf(h, "height", "%d", DRAWING_HEAD);
	html_attrf(h, "viewBox", "0 0 %d %d", d->width, DRAWING_HEAD);
	drawing_text(d, "no", DRAWING_GUTTER - 14, 20, "end", "step", 8);
	for (size_t i = 0; i < d->trace->lane_count; i++) {
		const struct trace_lane *lane = &d->trace->lanes[i];
		if (!lane->used) {
			continue;
		}
		if (d->narrow) {
			const char *tag = i ? lane->tag + (*lane->tag == 'T') : "m";
			drawing_text(
				d, "lane-name", drawing_middle(d, (int)i), 20, "middle", tag, 3);
		} else {
			drawing_text(d, "lane-name", drawing_left(d, (int)i) + DRAWING_PAD, 20,
				"start", lane->name, drawing_width(d) * 10 / DRAWING_CHAR);
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
		int thread = t->steps[i].thread, y = drawing_row_middle((size_t)t->steps[i].row);
		first[thread] = first[thread] ? first[thread] : y;
		last[thread] = y;
	}
	for (size_t i = 0; i < t->wait_count; i++) {
		last[t->waits[i].thread] = drawing_row_middle(t->row_count + i);
	}
	for (size_t i = 0; i < t->lane_count; i++) {
		if (t->lanes[i].used && first[i] && last[i] > first[i]) {
			int x = drawing_middle(d, (int)i);
			drawing_path(d, "life",
				arena_printf(&d->page->arena, "M%d %dV%d", x, first[i], last[i]));
		}
	}
}

static void
add_spans(struct drawing *d)
{
	const struct trace *t = d->trace;
	for (size_t i = 0; i < t->span_count; i++) {
		const struct trace_span *s = &t->spans[i];
		/* A lock taken and given back within a folded row is not to be seen. */
		if (s->depth >= DRAWING_BARS || s->first_row == s->last_row) {
			continue;
		}
		size_t last = s->kept ? t->row_count + t->wait_count : (size_t)s->last_row + 1;
		/* In a narrow lane a bar is a line, and has no letter. */
		int bar = d->narrow ? 3 : DRAWING_SPAN - 3;
		int x = d->narrow ? d->x[s->thread] - 2 : d->x[s->thread] + s->depth * DRAWING_SPAN,
		    top = drawing_row_top((size_t)s->first_row) + 3;
		const char letter[] = {(char)('a' + s->lock), '\0'};
		html_begin(d->h, "g", "class",
			arena_printf(&d->page->arena, "held l%d", s->lock % 6), NULL);
		html_begin(d->h, "title", NULL);
		html_textf(d->h, "%s holds %s", t->lanes[s->thread].tag, t->locks[s->lock]);
		html_end(d->h);
		drawing_rect(d, "bar", x, top, bar, drawing_row_top(last) - 3 - top);
		if (!d->narrow) {
			drawing_text(d, "letter", x + bar / 2, top + 13, "middle", letter, 1);
		}
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
		drawing_path(d, s->preempts ? "switch preempts" : "switch",
			arena_printf(&d->page->arena, "M%d %dV%dH%dV%d", drawing_middle(d, from),
				drawing_row_top(row - 1) + (DRAWING_ROW + DRAWING_BOX) / 2,
				drawing_row_top(row) + 1, drawing_middle(d, s->thread),
				drawing_row_top(row) + (DRAWING_ROW - DRAWING_BOX) / 2));
	}
}

static void
add_row(struct drawing *d, size_t r)
{
	const struct trace *t = d->trace;
	const struct trace_row *row = &t->rows[r];
	const struct trace_step *s = &t->steps[row->first];
	const char *letter, *class = step_kind(s, &letter), *text = drawing_row_text(d, row);
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
	html_attrf(h, "y", "%d", drawing_row_top(r));
	html_attrf(h, "width", "%d", d->width);
	html_attrf(h, "height", "%d", DRAWING_ROW);
	html_end(h);
	drawing_text(d, "no", DRAWING_GUTTER - 14, drawing_row_middle(r) + 4, "end",
		arena_printf(&d->page->arena, "%s%d", s->preempts ? "> " : "", s->step), 8);
	add_switch(d, r);
	if (row->count > 1) {
		class = "b-fold";
		letter = "+";
	}
	bool side = (int)r == t->sides[0] || (int)r == t->sides[1];
	const char *box = arena_printf(&d->page->arena, "box %s%s", class, side ? " side" : "");
	drawing_box(d, box, s->thread, r, text, letter, row->count == 1 ? s->line : 0);
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
	drawing_box(d, w->cycle ? "box b-stuck cycle" : "box b-stuck", w->thread, row, text, "!",
		w->line);
	if (w->holder >= 0 && w->holder != w->thread) {
		bool right = d->x[w->holder] > d->x[w->thread];
		int y = drawing_row_middle(row),
		    from = drawing_left(d, w->thread) + (right ? drawing_width(d) : 0),
		    to = drawing_middle(d, w->holder), tip = right ? -8 : 8;
		drawing_path(d, w->cycle ? "waits cycle" : "waits",
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
	html_attrf(d->h, "y", "%d", drawing_row_top(t->row_count));
	html_attrf(d->h, "width", "%d", d->width);
	html_attrf(d->h, "height", "%d", (int)t->wait_count * DRAWING_ROW);
	html_end(d->h);
	drawing_text(d, "no", DRAWING_GUTTER - 14, drawing_row_middle(t->row_count) + 4, "end",
		"end", 8);
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
	int x1 = drawing_left(d, from) + (right ? drawing_width(d) : 0),
	    x2 = drawing_left(d, to) + (right ? 0 : drawing_width(d));
	int y1 = drawing_row_middle(a), y2 = drawing_row_middle(b), middle = (x1 + x2) / 2;
	html_begin(d->h, "g", "class", "missing", NULL);
	html_begin(d->h, "title", NULL);
	html_text(d->h, "Nothing orders these two accesses");
	html_end(d->h);
	drawing_path(d, "missing",
		arena_printf(&d->page->arena, "M%d %dC%d %d %d %d %d %d", x1, y1, middle, y1,
			middle, y2, x2, y2));
	drawing_text(d, "missing", middle, (y1 + y2) / 2 + 4, "middle", "no order", 10);
	html_end(d->h);
	html_line(d->h);
}

void
book_timeline(struct book_page *p, const struct trace *t, int number)
{
	struct drawing d = {.page = p, .h = &p->h, .trace = t, .number = number};
	drawing_init(&d);
	int height = drawing_row_top(t->row_count + t->wait_count) + 4;
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
