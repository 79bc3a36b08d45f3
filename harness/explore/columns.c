// SPDX-License-Identifier: MIT
#include "columns.h"

#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "mem.h"
#include "source_lines.h"
#include "step_words.h"
#include "text.h"

enum {
	GUTTER = 13, /* "12345 > 1234 " and a blank */
	CELL_LEAST = 20,
	FOLD_PRIVATE = 3, /* steps nobody else could notice, from so many on */
	FOLD_RUN = 12,    /* steps of one thread in a row; the first and last of them stay */
	FOLD_EDGE = 4,
	TRACE_HEAD = 60, /* of a very long trace */
	TRACE_TAIL = 140,
};

struct table {
	struct buf *out;
	struct arena arena;
	const struct symbols *symbols;
	const struct proto *proto;
	struct source_lines *source;
	const struct columns_options *options;
	int *column; /* of each thread; -1: has no steps */
	int columns, cell;
	bool list;          /* no columns: rows name their threads */
	const char **shown; /* of each thread: place of the source line last shown */
	uint8_t *private;   /* of each event: nobody else could notice it */
};

static int
compare_words(const void *x, const void *y)
{
	const uint64_t *a = x, *b = y;
	return a[0] != b[0] ? (a[0] < b[0] ? -1 : 1) : (a[1] > b[1]) - (a[1] < b[1]);
}

/* An access to memory that one thread alone uses in this trace. */
static void
find_private(struct table *t)
{
	uint32_t n = t->proto->result.event_count;
	uint64_t(*uses)[2] = mem_alloc(n + 1, sizeof *uses);
	for (uint32_t i = 0; i < n; i++) {
		uses[i][0] = t->proto->events[i].address / 8;
		uses[i][1] = t->proto->events[i].thread;
	}
	qsort(uses, n, sizeof *uses, compare_words);
	for (uint32_t i = 0; i < n; i++) {
		const struct proto_event *e = &t->proto->events[i];
		uint64_t key[2] = {e->address / 8, 0};
		uint32_t low = 0, high = n;
		while (low < high) {
			uint32_t middle = low + (high - low) / 2;
			bool before = compare_words(uses[middle], key) < 0;
			low = before ? middle + 1 : low;
			high = before ? high : middle;
		}
		bool alone = true;
		for (uint32_t k = low; k < n && uses[k][0] == key[0] && alone; k++) {
			alone = uses[k][1] == e->thread;
		}
		t->private[i] = alone && e->flags & (PROTO_EV_READ | PROTO_EV_WRITE);
	}
	free(uses);
}

static void
layout(struct table *t)
{
	uint32_t n = t->proto->result.event_count;
	int width = t->options->width > 0 ? t->options->width : 80;
	t->column = arena_alloc(&t->arena, PROTO_THREADS, sizeof *t->column);
	t->shown = arena_alloc(&t->arena, PROTO_THREADS, sizeof *t->shown);
	t->private = arena_alloc(&t->arena, n + 1, 1);
	for (int i = 0; i < PROTO_THREADS; i++) {
		t->column[i] = -1;
	}
	for (uint32_t i = 0; i < n; i++) {
		t->column[t->proto->events[i].thread] = 0;
	}
	for (int i = 0; i < PROTO_THREADS; i++) {
		t->column[i] = t->column[i] < 0 ? -1 : t->columns++;
	}
	t->cell = t->columns ? (width - GUTTER) / t->columns : width;
	t->list = t->cell < CELL_LEAST;
	t->cell = t->list ? width - GUTTER - 5 : t->cell;
	find_private(t);
}

static void
paint(const struct table *t, const char *code)
{
	if (t->options->color) {
		buf_addf(t->out, "\033[%sm", code);
	}
}

/* At most `width` columns of the text, made safe, an ellipsis for what is cut. */
static void
add_cut(const struct table *t, const char *text, int width)
{
	struct buf safe = {0};
	text_terminal(&safe, text, strlen(text), false);
	const char *dots = t->options->utf8 ? "…" : "...";
	int room = width, need = (int)text_width(buf_str(&safe)),
	    dots_width = t->options->utf8 ? 1 : 3;
	if (need > width) {
		room = width - dots_width;
	}
	const char *s = buf_str(&safe), *end = s + safe.len;
	for (int i = 0; i < room && s < end; i++) {
		size_t n = text_utf8(s, (size_t)(end - s));
		n = n ? n : 1;
		if (*s == '\t') {
			buf_addc(t->out, ' ');
		} else {
			buf_add(t->out, s, n);
		}
		s += n;
	}
	if (need > width) {
		buf_adds(t->out, dots);
	}
	buf_free(&safe);
}

/* A row: what stands in the gutter, then the text in the thread's column. */
static void
add_row(struct table *t, const char *gutter, int thread, const char *style, const char *text)
{
	buf_addf(t->out, "%-*s", GUTTER, gutter);
	if (t->list) {
		buf_addf(t->out, "%-5s", thread ? arena_printf(&t->arena, "T%d", thread) : "main");
	} else {
		buf_addf(t->out, "%*s", t->column[thread] * t->cell, "");
	}
	paint(t, style);
	add_cut(t, text, t->list || t->column[thread] == t->columns - 1 ? t->cell : t->cell - 1);
	paint(t, "0");
	buf_addc(t->out, '\n');
}

static void
add_head(struct table *t)
{
	buf_addf(t->out, "%-*s", GUTTER, " step   line");
	for (int i = 0; i < PROTO_THREADS && !t->list; i++) {
		if (t->column[i] < 0) {
			continue;
		}
		size_t before = t->out->len;
		paint(t, "1");
		add_cut(t, step_thread(&t->arena, t->symbols, t->proto, i), t->cell - 1);
		paint(t, "0");
		if (t->column[i] < t->columns - 1) {
			int escapes = t->options->color ? 8 : 0;
			int used = (int)(t->out->len - before) - escapes;
			buf_addf(t->out, "%*s", used < t->cell ? t->cell - used : 1, "");
		}
	}
	buf_addc(t->out, '\n');
}

static void
add_step(struct table *t, const struct proto_event *e)
{
	struct stack stack = symbols_stack(t->symbols, e->stack);
	const struct frame *site = source_lines_site(&stack);
	const char *place = site ? source_lines_place(t->source, site) : "";
	const char *text = site ? source_lines_get(t->source, site) : "";
	bool fresh = !t->shown[e->thread] || strcmp(t->shown[e->thread], place) != 0;
	const char *line = site && site->line ? arena_printf(&t->arena, "%d", site->line) : "";
	if (fresh && *text) {
		add_row(t, arena_printf(&t->arena, "%12s", line), e->thread, "2", text);
	}
	t->shown[e->thread] = place;
	const char *locks = step_locks(&t->arena, t->symbols, t->proto, e);
	const char *words = step_words(&t->arena, t->symbols, t->proto, e);
	if (*locks) {
		words = arena_printf(&t->arena, "%s {%s}", words, locks);
	}
	const char *mark = e->flags & PROTO_EV_PREEMPT  ? ">"
			   : e->flags & PROTO_EV_SWITCH ? "-"
							: " ";
	add_row(t, arena_printf(&t->arena, "%5u %s %4s", e->step, mark, *text && fresh ? "" : line),
		e->thread, e->flags & PROTO_EV_PREEMPT ? "33" : "0", words);
}

/* How many events from `i` on are folded into one row. */
static uint32_t
folded(const struct table *t, uint32_t i)
{
	const struct proto_event *events = t->proto->events;
	uint32_t n = t->proto->result.event_count, count = 0, run = i, first = i;
	if (t->options->whole) {
		return 0;
	}
	if (n > TRACE_HEAD + TRACE_TAIL && i == TRACE_HEAD) {
		return n - TRACE_HEAD - TRACE_TAIL;
	}
	while (i + count < n && t->private[i + count] &&
		events[i + count].thread == events[i].thread) {
		count++;
	}
	if (count >= FOLD_PRIVATE) {
		return count;
	}
	while (first > 0 && events[first - 1].thread == events[i].thread) {
		first--;
	}
	while (run < n && events[run].thread == events[i].thread) {
		run++;
	}
	bool inside = run - first >= FOLD_RUN && i == first + FOLD_EDGE;
	return inside ? run - first - 2 * FOLD_EDGE : 0;
}

void
columns_add(struct buf *out, const struct symbols *s, const struct explore_failure *f,
	struct source_lines *source, const struct columns_options *options)
{
	struct table t = {.out = out,
		.symbols = s,
		.proto = f->trace.proto,
		.source = source,
		.options = options};
	if (!t.proto || !t.proto->result.event_count) {
		return;
	}
	layout(&t);
	add_head(&t);
	for (uint32_t i = 0; i < t.proto->result.event_count;) {
		const struct proto_event *e = &t.proto->events[i];
		uint32_t fold = folded(&t, i);
		if (fold) {
			add_row(&t, "", e->thread, "2", arena_printf(&t.arena, "(%u steps)", fold));
			t.shown[e->thread] = NULL;
			i += fold;
		} else {
			add_step(&t, e);
			i++;
		}
	}
	if (t.proto->result.events_lost) {
		buf_addf(out, "(%u more steps were not kept)\n", t.proto->result.events_lost);
	}
	arena_free(&t.arena);
}
