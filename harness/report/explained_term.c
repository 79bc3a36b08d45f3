// SPDX-License-Identifier: MIT
/*
 * On a terminal.  The first 24 lines of 80 columns say what matters of the cause to begin with; below it come its report
 * line by line, and the other causes.
 */
#include <string.h>

#include "buf.h"
#include "explained.h"
#include "explanation.h"
#include "kind_text.h"
#include "screen.h"
#include "text.h"

enum {
	INDENT = 2,
	NAMES = 11,
	FIRST_SCREEN = 24,
	MOST_FIRST = 6,
	NOTE_INDENT = 6,
	MOST_SIDES = 2,
	ALL_LINES = 1000
};

/* "  harm       text …", in at most so many lines. */
static void
add_field(struct screen *s, const char *name, const char *text, int lines)
{
	screen_spaces(s, INDENT);
	screen_cell(s, STYLE_BOLD, name, NAMES - INDENT);
	screen_wrap(s, STYLE_PLAIN, text, strlen(text), NAMES, NAMES, lines);
}

static void
add_text(struct screen *s, enum style style, const char *text, int indent, int lines)
{
	screen_spaces(s, indent);
	screen_wrap(s, style, text, strlen(text), indent, indent, lines);
}

/* The heads of "do this: it costs that", one after the other. */
static void
add_heads(struct screen *s, const char *name, const char *const *sentences, size_t count, int lines)
{
	struct buf text = {0};
	for (size_t i = 0; i < count; i++) {
		buf_addf(
			&text, "%s%.*s", i ? "; " : "", kind_text_head(sentences[i]), sentences[i]);
	}
	if (count) {
		add_field(s, name, buf_str(&text), lines);
	}
	buf_free(&text);
}

static void
add_list(struct screen *s, const char *name, const char *const *sentences, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		add_field(s, i ? "" : name, sentences[i], ALL_LINES);
	}
}

/* One source line, cut to the screen. */
static void
add_source_line(struct screen *s, const struct explained_source *src, size_t i)
{
	struct buf text = {0}, line = {0};
	int number = src->first + (int)i;
	const char *code = src->lines[i];
	for (const char *p = code; *p && line.len < 400; p++) {
		if (*p == '\t') {
			buf_adds(&line, "    ");
		} else {
			buf_addc(&line, *p);
		}
	}
	buf_addf(&text, "%c %6d  ", number == src->focus ? '>' : ' ', number);
	screen_spaces(s, INDENT);
	screen_put(s, number == src->focus ? STYLE_YELLOW : STYLE_DIM, buf_str(&text));
	buf_clear(&text);
	screen_shorten(s, &text, buf_str(&line), s->width - INDENT - 10);
	buf_adds(s->out, buf_str(&text));
	screen_end_line(s);
	buf_free(&text);
	buf_free(&line);
}

static void
add_side(struct screen *s, const struct explained_side *side, bool context, int lines)
{
	const struct explained_source *src = &side->source;
	struct buf words = {0};
	buf_adds(&words, side->words);
	if (side->locks) {
		buf_addf(&words, "; %s", side->locks);
	}
	screen_spaces(s, INDENT);
	screen_wrap(s, STYLE_PLAIN, buf_str(&words), words.len, INDENT, INDENT + 2, lines);
	for (size_t i = 0; i < src->line_count; i++) {
		if (context || src->first + (int)i == src->focus) {
			add_source_line(s, src, i);
		}
	}
	if (src->warning) {
		buf_clear(&words);
		buf_addf(&words, "%s (%s)", src->warning, src->file);
		add_text(s, STYLE_YELLOW, buf_str(&words), INDENT + 2,
			context ? ALL_LINES : lines - 1);
	}
	buf_free(&words);
}

static void
add_class(struct screen *s, const struct explanation *e, int lines)
{
	struct buf text = {0};
	explained_class(&text, e);
	if (e->pattern) {
		buf_addf(&text, ": %s", e->pattern);
	}
	if (e->class_reason) {
		buf_addf(&text, " (%s)", e->class_reason);
	}
	add_field(s, "class", buf_str(&text), lines);
	buf_free(&text);
}

static void
add_cases(struct screen *s, const struct explanation *e, size_t most)
{
	for (size_t i = 0; i < e->case_count && i < most; i++) {
		struct buf text = {0};
		buf_addf(&text, "hazard show %s", e->cases[i]);
		add_field(s, i ? "" : "read", buf_str(&text), 1);
		buf_free(&text);
	}
}

/* What matters of one cause; no text but the words of a side takes more than so many lines. */
static void
add_short(struct screen *s, const struct explanation *e, int lines)
{
	add_text(s, STYLE_BOLD, e->title, 0, 2);
	for (size_t i = 0; i < MOST_SIDES && e->front[i] >= 0; i++) {
		add_side(s, &e->sides[e->front[i]], false, 2);
	}
	if (e->missing) {
		add_field(s, "missing", e->missing, lines);
	}
	add_field(s, "harm", e->harm, lines);
	add_class(s, e, lines);
	add_heads(s, "fix", (const char *const *)e->remedies,
		e->remedy_count < 2 ? e->remedy_count : 2, lines);
	add_heads(s, "no fix", (const char *const *)e->silencers, e->silencer_count, lines);
	add_cases(s, e, 1);
	add_field(s, "next", e->next, 2);
}

static void
add_count(struct screen *s, const struct explanations *all)
{
	struct buf text = {0};
	buf_addf(&text, "%d report%s", all->reports, all->reports == 1 ? "" : "s");
	if (all->count > 1) {
		buf_addf(&text, ", %zu causes. Begin with this one: %s.", all->count,
			all->first_reason);
	} else {
		buf_adds(&text, all->reports > 1 ? ", one cause:" : ":");
	}
	add_text(s, STYLE_DIM, buf_str(&text), 0, 2);
	buf_free(&text);
}

static int
lines_of(const struct buf *text)
{
	int lines = 0;
	for (size_t i = 0; i < text->len; i++) {
		lines += text->data[i] == '\n';
	}
	return lines;
}

/* The first screen, with as much of each text as there is room for: the last try takes one line each. */
static void
add_first(struct screen *s, const struct explanations *all)
{
	struct buf *out = s->out;
	for (int lines = MOST_FIRST; lines > 0; lines--) {
		struct buf text = {0};
		s->out = &text;
		for (size_t i = 0; i < all->note_count; i++) {
			add_text(s, STYLE_YELLOW, all->notes[i], 0, lines > 1 ? lines : 1);
		}
		add_count(s, all);
		add_short(s, &all->items[0], lines);
		bool fits = lines_of(&text) <= FIRST_SCREEN || lines == 1;
		buf_adds(out, fits ? buf_str(&text) : "");
		buf_free(&text);
		if (fits) {
			break;
		}
	}
	s->out = out;
}

static void
add_note(struct screen *s, const char *note)
{
	const char *mark = s->utf8 ? "└ " : "^ ";
	screen_spaces(s, NOTE_INDENT - 2);
	screen_put(s, STYLE_GREEN, mark);
	screen_wrap(s, STYLE_GREEN, note, strlen(note), NOTE_INDENT, NOTE_INDENT, ALL_LINES);
}

/* The report's own lines, cut to the screen, each stanza's note below its first line. */
static void
add_lines(struct screen *s, const struct explanation *e)
{
	for (size_t i = 0; i < e->line_count; i++) {
		const char *text = e->lines[i].text;
		screen_wrap(s, STYLE_DIM, text, strlen(text), 0, 0, 1);
		if (e->lines[i].note) {
			add_note(s, e->lines[i].note);
		}
	}
}

static void
add_more(struct screen *s, const struct explanation *e)
{
	if (e->line_count) {
		buf_addc(s->out, '\n');
		add_text(s, STYLE_BOLD, "The report, line by line", 0, 1);
		add_lines(s, e);
	}
	buf_addc(s->out, '\n');
	add_text(s, STYLE_BOLD, "In full", 0, 1);
	add_field(s, "what", e->what, ALL_LINES);
	for (size_t i = 0; i < e->side_count; i++) {
		add_side(s, &e->sides[i], true, ALL_LINES);
	}
	if (e->missing) {
		add_field(s, "missing", e->missing, ALL_LINES);
	}
	add_field(s, "harm", e->harm, ALL_LINES);
	add_class(s, e, ALL_LINES);
	add_list(s, "fix", (const char *const *)e->remedies, e->remedy_count);
	add_list(s, "no fix", (const char *const *)e->silencers, e->silencer_count);
	add_cases(s, e, e->case_count);
	add_field(s, "next", e->next, ALL_LINES);
	add_field(s, "", e->next_why, ALL_LINES);
}

/* "  3 x  Data race on `hits`: …  data-race". */
static void
add_other(struct screen *s, const struct explanation *e)
{
	struct buf text = {0};
	buf_addf(&text, "%d x  %s (", e->count, e->title);
	explained_class(&text, e);
	buf_addc(&text, ')');
	add_text(s, STYLE_PLAIN, buf_str(&text), INDENT, 2);
	buf_free(&text);
}

static void
add_others(struct screen *s, const struct explanations *all, bool full)
{
	if (all->count < 2) {
		return;
	}
	buf_addc(s->out, '\n');
	add_text(s, STYLE_BOLD,
		full ? "The other causes" : "The other causes (--all explains them too)", 0, 1);
	for (size_t i = 1; i < all->count; i++) {
		if (!full) {
			add_other(s, &all->items[i]);
			continue;
		}
		buf_addc(s->out, '\n');
		add_short(s, &all->items[i], ALL_LINES);
		add_more(s, &all->items[i]);
	}
}

void
explained_term(
	const struct explanations *all, struct buf *out, const struct explained_options *options)
{
	struct screen s;
	size_t from = out->len;
	screen_init(&s, out, &options->report);
	if (!all->count) {
		add_text(&s, STYLE_PLAIN, "No report.", 0, 1);
		return;
	}
	add_first(&s, all);
	add_more(&s, &all->items[0]);
	add_others(&s, all, options->all);
	text_no_commands(out, from);
}
