// SPDX-License-Identifier: MIT
/* The book's first page, and the page of a class. */
#include <inttypes.h>
#include <string.h>

#include "book_page.h"
#include "report_term.h"
#include "report_words.h"

static void
add_counts(struct book_page *p)
{
	const struct summary *s = &p->book->result->summary;
	const struct {
		enum mark mark;
		int count;
		const char *word;
	} items[] = {{MARK_PASS, s->pass, "pass"}, {MARK_FAIL, s->fail, "fail"},
		{MARK_OPEN, s->inconclusive, "inconclusive"}, {MARK_ERROR, s->error, "error"},
		{MARK_SKIP, s->skip, "skip"}};
	struct html *h = &p->h;
	html_begin(h, "p", "class", "counts", NULL);
	html_textf(h, "%d %s: ", s->cases, s->cases == 1 ? "case" : "cases");
	const char *comma = "";
	for (size_t i = 0; i < sizeof items / sizeof *items; i++) {
		if (items[i].count) {
			html_text(h, comma);
			book_mark(p, items[i].mark,
				arena_printf(&p->arena, "%d %s", items[i].count, items[i].word));
			comma = ", ";
		}
	}
	html_text(h, ".");
	html_end(h);
	html_line(h);
}

static size_t
count_cases(const struct result *r, const char *class)
{
	size_t count = 0;
	for (size_t i = 0; i < r->case_count; i++) {
		count += strcmp(r->cases[i].testcase->class, class) == 0;
	}
	return count;
}

static const char *
class_address(struct book_page *p, const char *name)
{
	struct buf path = {0};
	buf_adds(&path, p->root);
	book_case_path(&path, name, "index");
	const char *address = arena_strdup(&p->arena, buf_str(&path));
	buf_free(&path);
	return address;
}

/* The text of the README's first heading after its colon: the class in a few words; 0 where there is none. */
static size_t
class_words(const struct book_class *c, const char **words)
{
	size_t len = c->readme_len;
	const char *s = c->readme;
	if (!s || len < 2 || s[0] != '#' || s[1] != ' ') {
		return 0;
	}
	const char *newline = memchr(s, '\n', len), *end = newline ? newline : s + len;
	const char *colon = memchr(s, ':', (size_t)(end - s));
	if (!colon) {
		return 0;
	}
	*words = colon + 1;
	return (size_t)(end - colon - 1);
}

static void
add_classes(struct book_page *p)
{
	const struct book *b = p->book;
	struct html *h = &p->h;
	book_heading(p, 2, "classes", "The classes");
	html_begin(h, "ul", "class", "classes", NULL);
	html_line(h);
	for (size_t i = 0; i < b->class_count; i++) {
		const struct book_class *c = &b->classes[i];
		const char *words = NULL;
		size_t len = class_words(c, &words), cases = count_cases(b->result, c->name);
		html_begin(h, "li", NULL);
		html_begin(h, "a", "href", class_address(p, c->name), NULL);
		html_text(h, c->name);
		html_end(h);
		html_textf(h, " (%zu %s)", cases, cases == 1 ? "case" : "cases");
		if (len) {
			html_text(h, ":");
			html_prose(&p->h, words, len);
		}
		html_end(h);
		html_line(h);
	}
	html_end(h);
	html_line(h);
}

static void
add_fact(struct html *h, const char *name, const char *text)
{
	html_put(h, "dt", NULL, name);
	html_put(h, "dd", NULL, text);
	html_line(h);
}

static void
add_facts(struct book_page *p)
{
	const struct result *r = p->book->result;
	struct html *h = &p->h;
	struct buf duration = {0};
	book_heading(p, 2, "run", "This run");
	html_begin(h, "dl", "class", "facts", NULL);
	html_line(h);
	add_fact(h, "begun", r->started);
	report_duration(&duration, r->wall_ns);
	add_fact(h, "took", buf_str(&duration));
	buf_free(&duration);
	add_fact(h, "on", r->machine);
	add_fact(h, "seed", arena_printf(&p->arena, "%" PRIu64, r->seed));
	for (size_t i = 0; i < r->tool_count; i++) {
		const struct tool_version *t = &r->tools[i];
		add_fact(h, t->name, t->version ? t->version : "missing");
	}
	html_end(h);
	html_line(h);
}

static void
add_introduction(struct book_page *p)
{
	struct html *h = &p->h;
	html_begin(h, "p", "class", "lead", NULL);
	html_text(h, "Small C programs, each with one concurrency bug, and what happened when each "
		     "of them was run under each "
		     "detector. A case's page has its story, its source, the reports beside what "
		     "they mean, the "
		     "interleaving that fails, step by step, and the fixes with what they cost.");
	html_end(h);
	html_begin(h, "nav", "class", "contents", "aria-label", "On this page", NULL);
	html_begin(h, "ul", NULL);
	static const struct {
		const char *address, *text;
	} parts[] = {{"#score", "The score card"}, {"#cases", "The cases"},
		{"#classes", "The classes"}, {"#run", "This run"}};
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		if (i == 0 && !p->book->result->score_count) {
			continue;
		}
		book_link_item(h, parts[i].address, parts[i].text);
	}
	html_end(h);
	html_end(h);
	html_line(h);
}

bool
book_index(const struct book *b, book_sink *sink, void *user)
{
	struct book_page p;
	book_page_begin(&p, b, "",
		&(struct book_place){.title = "The book of this run",
			.description =
				"Concurrency bugs in C, and what each detector says of them"});
	html_put(&p.h, "h1", NULL, "Concurrency bugs in C, and who sees them");
	add_introduction(&p);
	book_scores(&p);
	book_heading(&p, 2, "cases", "The cases");
	add_counts(&p);
	book_matrix(&p, NULL);
	add_classes(&p);
	add_facts(&p);
	return book_page_end(&p, "index.html", sink, user);
}

bool
book_class_page(const struct book *b, const struct book_class *c, book_sink *sink, void *user)
{
	struct book_page p;
	struct buf path = {0};
	const char *words = NULL;
	size_t len = class_words(c, &words);
	book_page_begin(&p, b, "../../",
		&(struct book_place){.title = c->name,
			.description = "A class of concurrency bugs: how the tools see it, "
				       "remedies, and its cases",
			.crumbs = {"The book of this run"},
			.addresses = {"../../index.html"}});
	html_begin(&p.h, "h1", NULL);
	html_text(&p.h, c->name);
	if (len) {
		html_text(&p.h, ":");
		html_prose(&p.h, words, len);
	}
	html_end(&p.h);
	html_line(&p.h);
	book_heading(&p, 2, "cases", "The cases in this run");
	book_matrix(&p, c->name);
	if (c->readme) {
		book_markdown(&p, c->readme, c->readme_len, c->name);
	}
	book_case_path(&path, c->name, "index");
	bool ok = book_page_end(&p, buf_str(&path), sink, user);
	buf_free(&path);
	return ok;
}
