// SPDX-License-Identifier: MIT
/* The section of an interleaving: words, the drawing, its legend, and the same steps as a table. */
#include <string.h>

#include "book_page.h"
#include "book_timeline.h"
#include "book_trace.h"

static const char *
times(struct book_page *p, long n, const char *what)
{
	return arena_printf(&p->arena, "%ld %s%s", n, what, n == 1 ? "" : "s");
}

static void
add_words(struct book_page *p, const struct trace *t)
{
	struct html *h = &p->h;
	html_begin(h, "p", NULL);
	html_textf(h, "Seen in %ld of %s. ", t->count, times(p, t->schedules, "schedule"));
	if (t->preemptions) {
		html_textf(h,
			"This one holds a thread up %s in the middle of its work (marked >)%s.",
			t->preemptions == 1 ? "once"
					    : arena_printf(&p->arena, "%ld times", t->preemptions),
			t->fewest ? "; it takes no less" : "");
	} else {
		html_text(h, "This one holds up no thread in the middle of its work: each runs "
			     "until it waits or ends.");
	}
	html_end(h);
	html_line(h);
	if (*t->message) {
		html_begin(h, "p", NULL);
		html_text(h, "At its end: ");
		html_put(h, "code", NULL, t->message);
		html_end(h);
		html_line(h);
	}
	if (t->wait_count) {
		html_put(h, "p", NULL, "At its end:");
		html_begin(h, "ul", NULL);
		for (size_t i = 0; i < t->wait_count; i++) {
			html_begin(h, "li", NULL);
			html_text(h, book_wait_words(p, t, &t->waits[i]));
			html_text(h, t->waits[i].cycle ? " (in the circle)" : "");
			html_end(h);
		}
		html_end(h);
		html_line(h);
	}
}

static void
add_legend(struct book_page *p, const struct trace *t)
{
	struct html *h = &p->h;
	bool missing = t->sides[0] >= 0 && t->sides[1] >= 0;
	bool waits = false;
	for (size_t i = 0; i < t->wait_count; i++) {
		waits |= t->waits[i].holder >= 0;
	}
	if (!t->lock_count && !missing && !waits) {
		return;
	}
	html_begin(h, "ul", "class", "legend", NULL);
	for (size_t i = 0; i < t->lock_count; i++) {
		html_begin(h, "li", NULL);
		html_begin(h, "span", "class", arena_printf(&p->arena, "swatch l%zu", i % 6), NULL);
		html_textf(h, "%c", (char)('a' + i));
		html_end(h);
		html_textf(h, " %s is held", t->locks[i]);
		html_end(h);
	}
	if (missing) {
		html_put(h, "li", "key-missing", "dashed line: nothing orders the two accesses");
	}
	if (waits) {
		html_put(h, "li", "key-waits", "arrow: from who waits to who has it");
	}
	html_end(h);
	html_line(h);
}

static void
begin_row(struct html *h, int row, const char *thread, int line)
{
	html_begin(h, "tr", NULL);
	html_attrf(h, "data-row", "%d", row);
	html_attr(h, "data-thread", thread);
	if (line) {
		html_attrf(h, "data-line", "%d", line);
	}
}

static void
add_cells(struct html *h, const char *thread, int line, const char *words, const char *locks)
{
	html_put(h, "td", NULL, thread);
	html_begin(h, "td", "class", "num", NULL);
	if (line) {
		html_begin(h, "a", NULL);
		html_attrf(h, "href", "#L%d", line);
		html_textf(h, "%d", line);
		html_end(h);
	}
	html_end(h);
	html_put(h, "td", NULL, words);
	html_put(h, "td", NULL, locks);
	html_end(h);
	html_line(h);
}

static void
add_table(struct book_page *p, const struct trace *t, int number)
{
	struct html *h = &p->h;
	html_begin(h, "details", "class", "steps", NULL);
	html_put(h, "summary", NULL, "The same steps as a table");
	html_begin(h, "div", "class", "scroll", "tabindex", "0", "role", "group", NULL);
	html_attrf(h, "aria-label", "Steps of schedule %d", number);
	html_begin(h, "table", NULL);
	html_begin(h, "caption", NULL);
	html_textf(h, "%s: every step", t->words);
	html_end(h);
	html_begin(h, "thead", NULL);
	html_begin(h, "tr", NULL);
	static const char *const heads[] = {"step", "thread", "line", "does", "holds before"};
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
		html_begin(h, "th", "scope", "col", NULL);
		html_text(h, heads[i]);
		html_end(h);
	}
	html_end(h);
	html_end(h);
	html_begin(h, "tbody", NULL);
	html_line(h);
	for (size_t i = 0; i < t->step_count; i++) {
		const struct trace_step *s = &t->steps[i];
		begin_row(h, s->row, t->lanes[s->thread].name, s->line);
		html_begin(h, "th", "scope", "row", "class", "num", NULL);
		html_textf(h, "%s%d", s->preempts ? "> " : "", s->step);
		html_end(h);
		add_cells(h, t->lanes[s->thread].tag, s->line, s->words, s->locks);
	}
	for (size_t i = 0; i < t->wait_count; i++) {
		const struct trace_wait *w = &t->waits[i];
		begin_row(h, (int)t->row_count, t->lanes[w->thread].name, w->line);
		html_begin(h, "th", "scope", "row", NULL);
		html_text(h, "end");
		html_end(h);
		add_cells(h, t->lanes[w->thread].tag, w->line, book_wait_words(p, t, w), "");
	}
	html_end(h);
	html_end(h);
	html_end(h);
	html_end(h);
	html_line(h);
}

void
book_trace_section(struct book_page *p, const struct trace *t, int number)
{
	struct html *h = &p->h;
	html_begin(h, "section", "class", "trace", "id", arena_printf(&p->arena, "trace%d", number),
		NULL);
	html_attrf(h, "aria-labelledby", "trace%dh", number);
	book_heading(p, 3, arena_printf(&p->arena, "trace%dh", number),
		arena_printf(&p->arena, "%d. %s", number, t->words));
	add_words(p, t);
	html_begin(h, "div", "class", "stage", NULL);
	html_begin(h, "div", "class", "drawing", "tabindex", "0", "role", "group", NULL);
	html_attrf(h, "aria-label", "Schedule %d, drawn", number);
	html_line(h);
	book_timeline(p, t, number);
	html_end(h);
	html_end(h);
	add_legend(p, t);
	add_table(p, t, number);
	if (t->file && p->book->schedules) {
		html_begin(h, "p", NULL);
		html_text(h, "Its schedule is ");
		html_put(h, "code", NULL, t->file);
		html_text(h, "; ");
		html_begin(h, "a", "href", "#again", NULL);
		html_text(h, "see it again");
		html_end(h);
		html_text(h, ".");
		html_end(h);
	}
	html_end(h);
	html_line(h);
}
