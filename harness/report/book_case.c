// SPDX-License-Identifier: MIT
/* The page of a case. */
#include <inttypes.h>
#include <string.h>

#include "book_code.h"
#include "book_page.h"
#include "book_timeline.h"
#include "book_tools.h"
#include "book_trace.h"
#include "kind_text.h"
#include "report_term.h"
#include "report_words.h"
#include "search.h"

enum { TRACES_MOST = 4 };

/* The part of the title before its colon, which names the case. */
static const char *
short_title(struct book_page *p, const struct testcase *t)
{
	const char *title = t->title ? t->title : t->slug;
	size_t len = strcspn(title, ":\n");
	return arena_strndup(&p->arena, title, len < 200 ? len : 200);
}

static void
add_facts(struct book_page *p, const struct case_verdict *c)
{
	const struct testcase *t = c->testcase;
	struct html *h = &p->h;
	html_begin(h, "ul", "class", "tags", NULL);
	html_begin(h, "li", NULL);
	book_mark(p, term_mark(c->verdict), verdict_name(c->verdict));
	html_end(h);
	html_begin(h, "li", NULL);
	html_textf(h, "level %d of 4", t->level);
	html_end(h);
	for (size_t i = 0; i < t->cwe_count; i++) {
		html_begin(h, "li", NULL);
		html_textf(h, "CWE-%d", t->cwes[i]);
		html_end(h);
	}
	for (size_t i = 0; i < t->topic_count; i++) {
		html_begin(h, "li", NULL);
		html_textf(h, "topic %s", t->topics[i]);
		html_end(h);
	}
	if (t->broken.role == PROGRAM_BENIGN) {
		html_put(h, "li", NULL, "benign: looks wrong, is right");
	}
	html_end(h);
	html_line(h);
	if (c->problem) {
		html_begin(h, "p", "class", "problem", NULL);
		html_put(h, "strong", NULL, "The case is malformed, and was not run: ");
		html_text(h, c->problem);
		html_end(h);
	}
}

static void
add_story(struct book_page *p, const struct testcase *t, const struct program *program)
{
	struct html *h = &p->h;
	book_heading(p, 2, "story", "The story");
	if (program->title) {
		html_begin(h, "p", "class", "lead", NULL);
		html_prose(&p->h, program->title, strlen(program->title));
		html_end(h);
	}
	book_prose(p, program->story ? program->story : "");
	if (t->origin) {
		html_begin(h, "p", NULL);
		html_text(h, "After a real bug: ");
		html_prose(&p->h, t->origin, strlen(t->origin));
		html_end(h);
	}
	if (t->hint_count) {
		html_begin(h, "details", NULL);
		html_put(h, "summary", NULL, "Questions to ask before reading on");
		html_begin(h, "ul", NULL);
		for (size_t i = 0; i < t->hint_count; i++) {
			html_begin(h, "li", NULL);
			html_prose(&p->h, t->hints[i], strlen(t->hints[i]));
			html_end(h);
		}
		html_end(h);
		html_end(h);
		html_line(h);
	}
}

static void
add_source(struct book_page *p, const struct program_verdict *v)
{
	struct html *h = &p->h;
	size_t count;
	struct book_reference *references = book_references(p, v, "", &count);
	book_heading(p, 2, "source", "The source");
	html_begin(h, "p", "class", "hint", NULL);
	html_put(h, "code", NULL, v->program->file);
	html_text(h, v->program->place_count
			     ? ". Lines marked > are what the reports are about, each with its "
			       "label; the links beside a line lead to "
			       "the reports that name it."
			     : ". The links beside a line lead to the reports that name it.");
	html_end(h);
	html_line(h);
	book_listing(p, v->program, "L", references, count);
	html_line(h);
}

static void
add_traces(struct book_page *p, const struct program_verdict *v)
{
	const struct search *s = v->detectors[DET_EXPLORE].search;
	size_t count = 0;
	struct trace *traces = s ? book_traces(&p->arena, s, v->program, &count) : NULL;
	struct html *h = &p->h;
	if (!count) {
		return;
	}
	book_heading(p, 2, "interleaving",
		count == 1 ? "The interleaving that fails" : "The interleavings that fail");
	html_begin(h, "p", "class", "hint", NULL);
	html_text(h, "Time runs downwards, a lane a thread; one thread runs at a time, and the "
		     "explorer chose each step. The number in a "
		     "box is the line. ");
	html_begin(h, "span", "class", "with-script", NULL);
	html_flag(h, "hidden");
	html_text(h, "Step through it with the buttons, with the arrow keys once the drawing has "
		     "the focus, or by clicking a step.");
	html_end(h);
	html_end(h);
	html_line(h);
	for (size_t i = 0; i < count && i < TRACES_MOST; i++) {
		book_trace_section(p, &traces[i], (int)i + 1);
	}
	if (count > TRACES_MOST) {
		html_begin(h, "p", NULL);
		html_textf(h, "%zu more are not drawn here; `hazard explore` shows them.",
			count - TRACES_MOST);
		html_end(h);
	}
}

static void
add_diff(struct book_page *p, const struct book_program *more, const struct program *fix)
{
	static const struct {
		const char *element, *class, *sign;
	} looks[] = {[BOOK_SAME] = {"span", "same", " "},
		[BOOK_REMOVED] = {"del", "removed", "-"},
		[BOOK_ADDED] = {"ins", "added", "+"},
		[BOOK_GAP] = {"span", "gap", ""}};
	struct html *h = &p->h;
	if (!more || !more->diff_count) {
		return;
	}
	struct book_code old = {0}, new = {0};
	html_begin(h, "h4", NULL);
	html_textf(h, "From the broken program to %s", fix->how ? fix->how : "the fix");
	html_end(h);
	html_line(h);
	html_begin(h, "pre", "class", "code diff", "tabindex", "0", NULL);
	html_begin(h, "code", NULL);
	for (size_t i = 0; i < more->diff_count; i++) {
		const struct book_diff_line *l = &more->diff[i];
		html_begin(h, looks[l->op].element, "class",
			arena_printf(&p->arena, "line %s", looks[l->op].class), NULL);
		if (l->op == BOOK_GAP) {
			html_text(h, "  …");
		} else {
			html_begin(h, "span", "class", "no", NULL);
			html_textf(h, "%4d  %s ", l->op == BOOK_REMOVED ? l->old_line : l->new_line,
				looks[l->op].sign);
			html_end(h);
			book_code_line(h, l->op == BOOK_REMOVED ? &old : &new, l->text, l->len);
		}
		html_end(h);
		html_line(h);
	}
	html_end(h);
	html_end(h);
	html_line(h);
}

static void
add_field(struct book_page *p, const char *name, const char *text)
{
	struct html *h = &p->h;
	if (text && *text) {
		html_put(h, "dt", NULL, name);
		html_begin(h, "dd", NULL);
		html_prose(&p->h, text, strlen(text));
		html_end(h);
		html_line(h);
	}
}

static bool
has_field(const struct program_verdict *v)
{
	const struct program *f = v->program;
	return f->fix_how || f->why || f->cost || v->cost.sentence || v->worth;
}

static void
add_fix(struct book_page *p, const struct case_verdict *c, size_t i)
{
	const struct program_verdict *v = &c->programs[i];
	const struct program *fix = v->program;
	const struct book_program *more = book_program_of(p->book, c, i);
	struct html *h = &p->h;
	const char *how = fix->how ? fix->how : "?";
	html_line(h);
	html_begin(h, "section", "class", "fix", NULL);
	html_attrf(h, "aria-labelledby", "fix%zu", i);
	html_begin(h, "h3", NULL);
	html_attrf(h, "id", "fix%zu", i);
	html_textf(h, "Fix: %s ", how);
	book_mark(p, term_mark(v->verdict), verdict_name(v->verdict));
	html_end(h);
	html_line(h);
	if (has_field(v)) {
		html_begin(h, "dl", "class", "facts", NULL);
		html_line(h);
		add_field(p, "what", fix->fix_how);
		add_field(p, "why it is right", fix->why);
		add_field(p, "what it costs", fix->cost);
		add_field(p, "measured", v->cost.sentence);
		add_field(p, "what its clean runs are worth", v->worth);
		html_end(h);
		html_line(h);
	}
	add_diff(p, more, fix);
	html_begin(h, "details", NULL);
	html_put(h, "summary", NULL, "What each tool says of the fix");
	book_tools(p, v, more, arena_printf(&p->arena, "fix%zu-", i), 4, false);
	html_end(h);
	html_end(h);
	html_line(h);
}

static void
add_command(struct html *h, const char *name, const char *command)
{
	html_put(h, "dt", NULL, name);
	html_begin(h, "dd", NULL);
	html_put(h, "code", NULL, command);
	html_end(h);
	html_line(h);
}

static void
add_again(struct book_page *p, const struct case_verdict *c)
{
	const struct program_verdict *v = &c->programs[0];
	const struct search *s = v->detectors[DET_EXPLORE].search;
	struct html *h = &p->h;
	book_heading(p, 2, "again", "See it again");
	html_begin(h, "dl", "class", "facts", NULL);
	html_line(h);
	add_command(h, "read it in the terminal",
		arena_printf(&p->arena, "hazard show %.200s", c->testcase->id));
	for (int d = 0; d < DET_COUNT; d++) {
		if (v->detectors[d].asked && v->detectors[d].command) {
			const char *command = v->detectors[d].command;
			add_command(h, detector_title((enum detector)d),
				arena_printf(&p->arena, "%.1000s", command));
		}
	}
	bool told = false;
	add_command(
		h, "seed of the run", arena_printf(&p->arena, "%" PRIu64, p->book->result->seed));
	for (size_t i = 0; s && i < s->failure_count; i++) {
		const struct search_failure *f = &s->failures[i];
		if (!f->name || !p->book->schedules) {
			continue;
		}
		const char *file = arena_printf(
			&p->arena, "%s/%s/%s", p->book->schedules, c->testcase->class, f->name);
		if (!told) {
			html_put(h, "dt", NULL,
				"schedules that fail (below the folder of the index)");
			told = true;
		}
		html_begin(h, "dd", NULL);
		html_begin(h, "code", NULL);
		html_text(h, "hazard replay ");
		html_begin(h, "a", "href", arena_printf(&p->arena, "%s%s", p->root, file), NULL);
		html_text(h, file);
		html_end(h);
		html_end(h);
		html_textf(h, " (%s)", kind_name(f->kind));
		html_end(h);
		html_line(h);
	}
	html_end(h);
	html_line(h);
}

static void
add_contents(struct book_page *p, const struct case_verdict *c)
{
	const struct detector_verdict *explorer = &c->programs[0].detectors[DET_EXPLORE];
	const struct {
		const char *address, *text;
		bool there;
	} parts[] = {{"#story", "Story", true}, {"#source", "Source", true},
		{"#tools", "What each tool says", true},
		{"#interleaving", "Interleaving",
			explorer->search && explorer->search->failure_count},
		{"#fixes", "Fixes", c->program_count > 1}, {"#again", "See it again", true}};
	struct html *h = &p->h;
	html_begin(h, "nav", "class", "contents", "aria-label", "On this page", NULL);
	html_begin(h, "ul", NULL);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		if (parts[i].there) {
			book_link_item(h, parts[i].address, parts[i].text);
		}
	}
	html_end(h);
	html_end(h);
	html_line(h);
}

bool
book_case_page(const struct book *b, const struct case_verdict *c, book_sink *sink, void *user)
{
	const struct testcase *t = c->testcase;
	const struct program_verdict *v = &c->programs[0];
	struct book_page p;
	struct buf path = {0};
	book_page_begin(&p, b, "../../",
		&(struct book_place){.title = t->slug,
			.description =
				"A case: its story, its source, what each tool says, and its fixes",
			.crumbs = {"The book of this run", t->class},
			.addresses = {"../../index.html", "index.html"}});
	html_begin(&p.h, "h1", NULL);
	html_text(&p.h, short_title(&p, t));
	html_begin(&p.h, "span", "class", "id", NULL);
	html_textf(&p.h, " %.200s", t->id);
	html_end(&p.h);
	html_end(&p.h);
	html_line(&p.h);
	add_facts(&p, c);
	add_contents(&p, c);
	add_story(&p, t, v->program);
	add_source(&p, v);
	book_heading(&p, 2, "tools", "What each tool says");
	book_tools(&p, v, book_program_of(b, c, 0), "", 3, true);
	add_traces(&p, v);
	if (c->program_count > 1) {
		book_heading(&p, 2, "fixes", c->program_count > 2 ? "The fixes" : "The fix");
	}
	for (size_t i = 1; i < c->program_count; i++) {
		add_fix(&p, c, i);
	}
	add_again(&p, c);
	book_case_path(&path, t->class, t->slug);
	bool ok = book_page_end(&p, buf_str(&path), sink, user);
	buf_free(&path);
	return ok;
}
