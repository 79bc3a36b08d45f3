// SPDX-License-Identifier: MIT
/* The table of cases and detectors, with the form that filters it (book.js shows it). */
#include <stdlib.h>
#include <string.h>

#include "book_page.h"
#include "report_cell.h"
#include "report_term.h"

static void
add_option(struct html *h, const char *value, const char *text)
{
	html_begin(h, "option", "value", value, NULL);
	html_text(h, text);
	html_end(h);
}

static void
begin_choice(struct html *h, const char *name, const char *label)
{
	html_begin(h, "p", NULL);
	html_begin(h, "label", "for", name, NULL);
	html_text(h, label);
	html_end(h);
	html_begin(h, "select", "id", name, NULL);
	add_option(h, "", "all");
}

static void
end_choice(struct html *h)
{
	html_end(h);
	html_end(h);
	html_line(h);
}

static int
compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* A choice among the names that occur, each once, sorted. */
static void
add_choice(struct html *h, const char *name, const char *label, const char **names, size_t count)
{
	qsort(names, count, sizeof *names, compare_names);
	begin_choice(h, name, label);
	for (size_t i = 0; i < count; i++) {
		if (!i || strcmp(names[i], names[i - 1]) != 0) {
			add_option(h, names[i], names[i]);
		}
	}
	end_choice(h);
}

static void
add_filter(struct book_page *p)
{
	const struct result *r = p->book->result;
	struct html *h = &p->h;
	const char **classes = NULL, **topics = NULL, **levels = NULL, **verdicts = NULL;
	size_t class_count = 0, topic_count = 0, level_count = 0, verdict_count = 0;
	for (size_t i = 0; i < r->case_count; i++) {
		const struct testcase *t = r->cases[i].testcase;
		*ARENA_PUSH(&p->arena, classes, class_count) = t->class;
		*ARENA_PUSH(&p->arena, levels, level_count) =
			arena_printf(&p->arena, "%d", t->level);
		*ARENA_PUSH(&p->arena, verdicts, verdict_count) = verdict_name(r->cases[i].verdict);
		for (size_t k = 0; k < t->topic_count; k++) {
			*ARENA_PUSH(&p->arena, topics, topic_count) = t->topics[k];
		}
	}
	html_begin(h, "search", "class", "filter", "id", "filter", NULL);
	html_flag(h, "hidden");
	html_begin(h, "p", NULL);
	html_begin(h, "label", "for", "f-text", NULL);
	html_text(h, "Search");
	html_end(h);
	html_begin(h, "input", "type", "search", "id", "f-text", "autocomplete", "off", NULL);
	html_end(h);
	html_end(h);
	add_choice(h, "f-class", "Class", classes, class_count);
	add_choice(h, "f-topic", "Topic", topics, topic_count);
	add_choice(h, "f-level", "Level", levels, level_count);
	add_choice(h, "f-verdict", "Verdict", verdicts, verdict_count);
	html_begin(h, "p", NULL);
	html_begin(h, "button", "type", "button", NULL);
	html_text(h, "Show all");
	html_end(h);
	html_end(h);
	html_begin(h, "p", "class", "count", "role", "status", "id", "f-count", NULL);
	html_end(h);
	html_end(h);
	html_line(h);
}

static void
add_column(struct html *h, const char *name)
{
	html_begin(h, "th", "scope", "col", NULL);
	html_text(h, name);
	html_end(h);
}

static void
add_head(struct book_page *p)
{
	const struct result *r = p->book->result;
	struct html *h = &p->h;
	html_begin(h, "thead", NULL);
	html_begin(h, "tr", NULL);
	add_column(h, "case");
	add_column(h, "level");
	add_column(h, "topics");
	for (int d = 0; d < DET_COUNT; d++) {
		if (r->detectors[d]) {
			add_column(h, detector_name((enum detector)d));
		}
	}
	add_column(h, "fixes");
	add_column(h, "verdict");
	html_end(h);
	html_end(h);
	html_line(h);
}

/* A cell that is sorted by `order`, not by its text. */
static void
add_cell(struct book_page *p, const struct cell *c, double order)
{
	html_begin(&p->h, "td", NULL);
	html_attrf(&p->h, "data-order", "%.4f", order);
	book_mark(p, c->mark, c->text);
	html_end(&p->h);
}

/* Graver first, then by how often it was seen. */
static double
weight(const struct cell *c, const struct detector_verdict *v)
{
	static const int ranks[] = {[MARK_ERROR] = 0,
		[MARK_FAIL] = 1,
		[MARK_OPEN] = 2,
		[MARK_PASS] = 3,
		[MARK_QUIET] = 4,
		[MARK_SKIP] = 5};
	return ranks[c->mark] + (v && v->runs ? 0.9 * (1 - (double)v->detected / v->runs) : 0);
}

static void
add_row(struct book_page *p, const struct case_verdict *c)
{
	const struct result *r = p->book->result;
	const struct testcase *t = c->testcase;
	struct html *h = &p->h;
	html_begin(h, "tr", "data-class", t->class, NULL);
	html_attrf(h, "data-level", "%d", t->level);
	html_attr(h, "data-verdict", verdict_name(c->verdict));
	html_begin(h, "th", "scope", "row", NULL);
	html_begin(h, "a", "href", book_case_address(p, t), NULL);
	html_begin(h, "span", "class", "class", NULL);
	html_textf(h, "%s/", t->class);
	html_end(h);
	html_begin(h, "wbr", NULL);
	html_end(h);
	html_text(h, t->slug);
	html_end(h);
	html_begin(h, "span", "class", "title", NULL);
	html_text_len(h, t->title ? t->title : "", t->title ? strcspn(t->title, ":\n") : 0);
	html_end(h);
	html_end(h);
	html_begin(h, "td", "class", "num", NULL);
	html_textf(h, "%d", t->level);
	html_end(h);
	html_begin(h, "td", "class", "topics", NULL);
	for (size_t i = 0; i < t->topic_count; i++) {
		html_textf(h, "%s%s", i ? " " : "", t->topics[i]);
	}
	html_end(h);
	for (int d = 0; d < DET_COUNT; d++) {
		if (r->detectors[d]) {
			struct cell cell = c->program_count ? report_cell_detector(&c->programs[0],
								      (enum detector)d)
							    : report_cell(MARK_SKIP, "");
			add_cell(p, &cell,
				weight(&cell,
					c->program_count ? &c->programs[0].detectors[d] : NULL));
		}
	}
	struct cell fixes = report_cell_fixes(c),
		    verdict = report_cell(term_mark(c->verdict), verdict_name(c->verdict));
	add_cell(p, &fixes, weight(&fixes, NULL));
	add_cell(p, &verdict, weight(&verdict, NULL));
	html_end(h);
	html_line(h);
}

static void
add_legend(struct book_page *p)
{
	static const struct {
		enum mark mark;
		const char *words;
	} items[] = {{MARK_PASS, "as it should be"}, {MARK_QUIET, "silent, as stated"},
		{MARK_OPEN, "open: too few runs, or other versions of the tools"},
		{MARK_FAIL, "failed"}, {MARK_ERROR, "error: nothing can be said"},
		{MARK_SKIP, "not run"}};
	struct html *h = &p->h;
	html_begin(h, "ul", "class", "legend", NULL);
	for (size_t i = 0; i < sizeof items / sizeof *items; i++) {
		html_begin(h, "li", NULL);
		book_mark(p, items[i].mark, items[i].words);
		html_end(h);
	}
	html_end(h);
	html_begin(h, "p", "class", "hint", NULL);
	html_text(h, "The columns of the detectors speak of the broken program: 2/6 means seen in "
		     "two of six runs at the "
		     "marked lines; found, that the explorer has a schedule that fails; blind, "
		     "that the case says this "
		     "tool sees nothing, and it saw nothing; clean and alarm are of programs that "
		     "are right. The column of "
		     "the fixes says how many of them pass.");
	html_end(h);
	html_line(h);
}

void
book_matrix(struct book_page *p, const char *class)
{
	const struct result *r = p->book->result;
	struct html *h = &p->h;
	if (!class && r->case_count > 1) {
		add_filter(p);
	}
	html_begin(h, "div", "class", "scroll", "tabindex", "0", "role", "group", "aria-label",
		"Table of cases and detectors", NULL);
	html_begin(h, "table", "class", "matrix", NULL);
	if (!class) {
		html_attr(h, "id", "matrix");
	}
	html_begin(h, "caption", NULL);
	html_text(h, class ? "The cases of this class, and what each detector came to"
			   : "Every case of this run, and what each detector came to");
	html_end(h);
	html_line(h);
	add_head(p);
	html_begin(h, "tbody", NULL);
	html_line(h);
	for (size_t i = 0; i < r->case_count; i++) {
		if (!class || strcmp(r->cases[i].testcase->class, class) == 0) {
			add_row(p, &r->cases[i]);
		}
	}
	html_end(h);
	html_end(h);
	html_end(h);
	html_line(h);
	add_legend(p);
}
