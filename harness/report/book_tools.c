// SPDX-License-Identifier: MIT
#include "book_tools.h"

#include <ctype.h>
#include <string.h>

#include "book_code.h"
#include "book_page.h"
#include "explanation.h"
#include "kind_text.h"
#include "report_cell.h"
#include "report_words.h"
#include "search.h"

/* What is being written: the program, and whether its source is on the page. */
struct tools {
	struct book_page *page;
	const struct program_verdict *of;
	const char *id;
	int level;
	bool source;
};

static const char *
report_id(struct book_page *p, const char *id, enum detector d, size_t i)
{
	return arena_printf(&p->arena, "%s%s-%zu", id, detector_name(d), i + 1);
}

/* The next "lost-update.c:41" in s[0..len): its length, the number in *line; its offset in *at.  0: none. */
static size_t
find_place(const char *s, size_t len, const char *name, size_t *at, int *line)
{
	size_t n = strlen(name);
	for (size_t from = 0; n && from < len;) {
		const char *found = memmem(s + from, len - from, name, n);
		if (!found) {
			return 0;
		}
		size_t end = (size_t)(found - s) + n;
		if (end + 1 < len && s[end] == ':' && isdigit((unsigned char)s[end + 1])) {
			*at = (size_t)(found - s);
			*line = 0;
			for (end++; end < len && isdigit((unsigned char)s[end]) && *line < 100000;
				end++) {
				*line = *line * 10 + (s[end] - '0');
			}
			return end - *at;
		}
		from = end;
	}
	return 0;
}

static int
line_count(const struct program *p)
{
	int lines = 0;
	for (size_t i = 0; p->text && i < p->text_len; i++) {
		lines += p->text[i] == '\n';
	}
	return lines;
}

/* The length of the folders before the program's own path, which are this machine's, at the end of s[0..at + len of its name). */
static size_t
folders_before(const struct program *p, const char *s, size_t at)
{
	const char *slash = strrchr(p->file, '/');
	size_t own = slash ? (size_t)(slash + 1 - p->file) : 0, start = at - own;
	if (!own || at <= own || memcmp(s + start, p->file, own) != 0) {
		return 0;
	}
	size_t first = start;
	while (first && !strchr(" \t()'\"=,", s[first - 1])) {
		first--;
	}
	bool folder = s[first] == '/' || (s[first] == '.' && s[first + 1] == '/');
	return folder ? start - first : 0;
}

/* One line of a tool's text; places in the program's own file are links. */
static void
add_line(struct tools *t, const char *s, size_t len)
{
	struct html *h = &t->page->h;
	const struct program *p = t->of->program;
	const char *slash = strrchr(p->file, '/');
	size_t at, n, left = len < BOOK_LINE_MOST ? len : BOOK_LINE_MOST;
	int line;
	while ((n = find_place(s, left, slash ? slash + 1 : p->file, &at, &line))) {
		size_t folders = folders_before(p, s, at),
		       own = folders && slash ? (size_t)(slash + 1 - p->file) : 0;
		html_text_len(h, s, at - folders - own);
		bool there = t->source && line > 0 && line <= line_count(p);
		html_begin(h, there ? "a" : "span", NULL);
		if (there) {
			html_attrf(h, "href", "#L%d", line);
		}
		html_text_len(h, s + at - own, n + own);
		html_end(h);
		s += at + n;
		left -= at + n;
	}
	html_text_len(h, s, left);
	if (len > BOOK_LINE_MOST) {
		html_textf(h, " [%zu bytes more]", len - BOOK_LINE_MOST);
	}
}

/* The tool's text, where nobody explained it. */
static void
add_plain(struct tools *t, const struct finding *f)
{
	struct html *h = &t->page->h;
	struct buf text = {0};
	report_text(&text, t->page->book->result, f->text, f->text_len);
	size_t most = text.len < BOOK_TEXT_MOST ? text.len : BOOK_TEXT_MOST;
	const char *s = buf_str(&text), *end = s + most;
	html_begin(h, "pre", "class", "said", "tabindex", "0", NULL);
	while (s < end) {
		const char *newline = memchr(s, '\n', (size_t)(end - s));
		size_t n = (size_t)((newline ? newline : end) - s);
		add_line(t, s, n);
		html_text(h, newline ? "\n" : "");
		s += n + 1;
	}
	if (text.len > most) {
		html_textf(h, "\n[%zu bytes more]", text.len - most);
	}
	html_end(h);
	html_line(h);
	buf_free(&text);
}

/* The lines up to the next one with a note: a stanza, what it means beside it. */
static size_t
add_stanza(struct tools *t, const struct explanation *e, size_t first)
{
	struct html *h = &t->page->h;
	size_t end = first + 1;
	while (end < e->line_count && !e->lines[end].note) {
		end++;
	}
	html_begin(h, "div", "class", "stanza", NULL);
	html_begin(h, "pre", "class", "said", "tabindex", "0", NULL);
	for (size_t i = first; i < end; i++) {
		struct buf text = {0};
		report_text(
			&text, t->page->book->result, e->lines[i].text, strlen(e->lines[i].text));
		add_line(t, buf_str(&text), text.len);
		html_text(h, i + 1 < end ? "\n" : "");
		buf_free(&text);
	}
	html_end(h);
	if (e->lines[first].note) {
		html_begin(h, "div", "class", "note", NULL);
		book_prose(t->page, e->lines[first].note);
		html_end(h);
	}
	html_end(h);
	html_line(h);
	return end;
}

static void
add_paragraph(struct tools *t, const char *label, const char *text)
{
	struct html *h = &t->page->h;
	if (!text || !*text) {
		return;
	}
	html_begin(h, "p", NULL);
	if (label) {
		html_put(h, "strong", NULL, label);
		html_text(h, " ");
	}
	html_prose(&t->page->h, text, strlen(text));
	html_end(h);
	html_line(h);
}

static void
add_list(struct tools *t, const char *label, const char **items, size_t count)
{
	struct html *h = &t->page->h;
	if (!count) {
		return;
	}
	add_paragraph(t, label, " ");
	html_begin(h, "ul", NULL);
	for (size_t i = 0; i < count; i++) {
		html_begin(h, "li", NULL);
		html_prose(&t->page->h, items[i], strlen(items[i]));
		html_end(h);
	}
	html_end(h);
	html_line(h);
}

static void
add_explained(struct tools *t, const struct explanation *e)
{
	struct html *h = &t->page->h;
	add_paragraph(t, NULL, e->what);
	add_paragraph(t, "What is missing:", e->missing);
	for (size_t i = 0; i < e->line_count;) {
		i = add_stanza(t, e, i);
	}
	if (!e->line_count && e->finding->text && e->finding->text_len) {
		add_plain(t, e->finding);
	}
	add_paragraph(t, "What can go wrong:", e->harm);
	if (e->remedy_count || e->silencer_count) {
		html_begin(h, "details", NULL);
		html_put(h, "summary", NULL, "What helps, and what only silences it");
		add_list(t, "The usual remedies:", e->remedies, e->remedy_count);
		add_list(t, "What makes the report go away, and not the bug:", e->silencers,
			e->silencer_count);
		html_end(h);
		html_line(h);
	}
}

/* "seen in 2 runs", "in 52 schedules". */
static const char *
how_often(struct tools *t, const struct sighting *s, enum detector d)
{
	const char *what = d == DET_EXPLORE ? "schedule" : "run";
	return arena_printf(&t->page->arena, "seen in %d %s%s%s", s->runs, what,
		s->runs == 1 ? "" : "s", s->claimed ? "" : "; nothing in the case says so");
}

static void
add_sighting(struct tools *t, enum detector d, size_t i)
{
	const struct sighting *s = &t->of->detectors[d].sightings[i];
	struct html *h = &t->page->h;
	const char *id = report_id(t->page, t->id, d, i), *words = how_often(t, s, d);
	html_begin(h, "div", "class", "report", "id", id, NULL);
	const char *title = s->explanation                    ? s->explanation->title
			    : s->finding && s->finding->words ? s->finding->words
							      : kind_name(s->kind);
	static const char *const levels[] = {"h3", "h4", "h5", "h6"};
	html_begin(h, levels[t->level - 2], NULL);
	html_prose(&t->page->h, title,
		strlen(title) < BOOK_LINE_MOST ? strlen(title) : BOOK_LINE_MOST);
	html_begin(h, "span", "class", "often", NULL);
	html_textf(h, " %s", words);
	html_end(h);
	html_end(h);
	html_line(h);
	if (s->evidence) {
		html_begin(h, "pre", "class", "said", "tabindex", "0", NULL);
		book_cut_text(t->page, s->evidence, strlen(s->evidence));
		html_end(h);
	}
	if (s->explanation) {
		add_explained(t, s->explanation);
	} else if (s->finding && s->finding->text && s->finding->text_len) {
		add_plain(t, s->finding);
	}
	html_end(h);
	html_line(h);
}

/* What schedules printed. */
static void
add_outputs(struct tools *t, const struct search *s)
{
	struct html *h = &t->page->h;
	if (!s->output_count) {
		return;
	}
	html_begin(h, "ul", NULL);
	for (size_t i = 0; i < s->output_count; i++) {
		const struct search_output *o = &s->outputs[i];
		html_begin(h, "li", NULL);
		html_begin(h, "code", NULL);
		size_t len = strlen(o->text);
		html_text_len(h, o->text, len < BOOK_LINE_MOST ? len : BOOK_LINE_MOST);
		html_end(h);
		html_textf(h, " (%s) in %ld schedules",
			o->right    ? "right"
			: o->listed ? "wrong, as the case says"
				    : "wrong",
			o->schedules);
		html_end(h);
	}
	html_end(h);
	html_line(h);
}

static void
add_said(struct tools *t, const char *said)
{
	struct html *h = &t->page->h;
	html_begin(h, "p", "class", "claim", NULL);
	html_text(h, "The case says that it ");
	while (*said) {
		size_t len = strcspn(said, "\n");
		html_prose(&t->page->h, said, len);
		said += len + (said[len] == '\n');
		html_text(h, *said ? "; and " : ".");
	}
	html_end(h);
	html_line(h);
}

static void
add_detector(struct tools *t, enum detector d, const struct book_program *more)
{
	static const char *const levels[] = {"h2", "h3", "h4", "h5"};
	const struct detector_verdict *v = &t->of->detectors[d];
	struct html *h = &t->page->h;
	struct cell cell = report_cell_detector(t->of, d);
	html_line(h);
	html_begin(h, levels[t->level - 2], "id",
		arena_printf(&t->page->arena, "%s%s", t->id, detector_name(d)), NULL);
	html_textf(h, "%s ", detector_title(d));
	book_mark(t->page, cell.mark, cell.text);
	html_end(h);
	html_line(h);
	html_begin(h, "p", NULL);
	size_t len = strlen(v->sentence);
	html_prose(&t->page->h, v->sentence, len < BOOK_LINE_MOST ? len : BOOK_LINE_MOST);
	html_end(h);
	html_line(h);
	if (more && more->said[d]) {
		add_said(t, more->said[d]);
	}
	if (v->search) {
		add_outputs(t, v->search);
	}
	for (size_t i = 0; i < v->sighting_count; i++) {
		add_sighting(t, d, i);
	}
}

void
book_tools(struct book_page *p, const struct program_verdict *v, const struct book_program *more,
	const char *id, int level, bool source)
{
	struct tools t = {.page = p, .of = v, .id = id, .level = level, .source = source};
	for (int d = 0; d < DET_COUNT; d++) {
		if (v->detectors[d].asked) {
			add_detector(&t, (enum detector)d, more);
		}
	}
}

/* Whether the report has led to the line already: its sides are often on one. */
static bool
has_reference(const struct book_reference *list, size_t count, int line, const char *address)
{
	for (size_t i = 0; i < count; i++) {
		if (list[i].line == line && strcmp(list[i].address, address) == 0) {
			return true;
		}
	}
	return false;
}

struct book_reference *
book_references(struct book_page *p, const struct program_verdict *v, const char *id, size_t *count)
{
	struct book_reference *list = NULL;
	*count = 0;
	for (int d = 0; d < DET_COUNT; d++) {
		const struct detector_verdict *dv = &v->detectors[d];
		for (size_t i = 0; dv->asked && i < dv->sighting_count; i++) {
			const struct finding *f = dv->sightings[i].finding;
			const char *address = arena_printf(
				&p->arena, "#%s", report_id(p, id, (enum detector)d, i));
			for (size_t k = 0; f && k < f->access_count; k++) {
				int line = f->accesses[k].site_line;
				if (!line || has_reference(list, *count, line, address)) {
					continue;
				}
				*ARENA_PUSH(&p->arena, list, *count) = (struct book_reference){
					.line = line,
					.address = address,
					.text = arena_printf(&p->arena, "%s %zu",
						detector_name((enum detector)d), i + 1),
					.label = arena_printf(&p->arena,
						"%s %zu: the report that names line %d",
						detector_name((enum detector)d), i + 1, line),
				};
			}
		}
	}
	return list;
}
