// SPDX-License-Identifier: MIT
/*
 * As Markdown (CommonMark 0.31).  What comes from the report or the source stands in code, fenced by more backquotes than
 * it has itself; sentences have their special characters escaped, but for the backquotes that hazard put there.
 */
#include <string.h>

#include "buf.h"
#include "explained.h"
#include "explanation.h"
#include "text.h"

enum { FENCE = 3, MOST_LINE = 4000 };

/* A run of bytes made safe, on one line, cut. */
static void
add_safe(struct buf *out, const char *text, size_t len)
{
	bool cut = len > MOST_LINE;
	text_terminal(out, text, cut ? MOST_LINE : len, false);
	buf_adds(out, cut ? " …" : "");
}

/* A sentence.  `code` stays code; all else that Markdown or HTML would take for its own is escaped. */
static void
add_prose(struct buf *out, const char *sentence)
{
	struct buf safe = {0};
	bool code = false;
	add_safe(&safe, sentence, strlen(sentence));
	for (size_t i = 0; i < safe.len; i++) {
		char c = safe.data[i];
		if (c == '`') {
			code = !code && memchr(safe.data + i + 1, '`', safe.len - i - 1);
			buf_addc(out, c);
			continue;
		}
		if (!code && strchr("\\*_[]<>&#|~!@", c)) {
			buf_addc(out, '\\');
		}
		buf_addc(out, c);
	}
	buf_free(&safe);
}

static void
add_paragraph(struct buf *out, const char *text)
{
	add_prose(out, text);
	buf_adds(out, "\n\n");
}

static int
longest_run(const char *text)
{
	int longest = 0, run = 0;
	for (; *text; text++) {
		run = *text == '`' ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	return longest;
}

static void
add_fence(struct buf *out, int length, const char *language)
{
	for (int i = 0; i < length; i++) {
		buf_addc(out, '`');
	}
	buf_addf(out, "%s\n", language);
}

/* Lines from..to of the report as one block. */
static void
add_block(struct buf *out, const struct explained_line *lines, size_t from, size_t to)
{
	int fence = FENCE;
	for (size_t i = from; i < to; i++) {
		int run = longest_run(lines[i].text) + 1;
		fence = run > fence ? run : fence;
	}
	add_fence(out, fence, "text");
	for (size_t i = from; i < to; i++) {
		add_safe(out, lines[i].text, strlen(lines[i].text));
		buf_addc(out, '\n');
	}
	add_fence(out, fence, "");
	buf_addc(out, '\n');
}

/* Each stanza as a block, with its note below. */
static void
add_lines(struct buf *out, const struct explanation *e)
{
	for (size_t from = 0, to; from < e->line_count; from = to) {
		for (to = from + 1; to < e->line_count && !e->lines[to].note; to++) {
		}
		size_t end = to;
		while (end > from && !*e->lines[end - 1].text) {
			end--;
		}
		if (end > from) {
			add_block(out, e->lines, from, end);
		}
		if (e->lines[from].note) {
			buf_adds(out, "> ");
			add_paragraph(out, e->lines[from].note);
		}
	}
}

static void
add_side(struct buf *out, const struct explained_side *side)
{
	const struct explained_source *src = &side->source;
	int fence = FENCE;
	buf_adds(out, "- ");
	add_prose(out, side->words);
	if (side->locks) {
		buf_adds(out, "; ");
		add_prose(out, side->locks);
	}
	buf_addc(out, '\n');
	if (src->warning) {
		buf_adds(out, "  (");
		add_prose(out, src->file);
		buf_adds(out, ": ");
		add_prose(out, src->warning);
		buf_adds(out, ")\n");
	}
	for (size_t i = 0; i < src->line_count; i++) {
		int run = longest_run(src->lines[i]) + 1;
		fence = run > fence ? run : fence;
	}
	if (!src->line_count) {
		return;
	}
	buf_adds(out, "\n  ");
	add_fence(out, fence, "c");
	for (size_t i = 0; i < src->line_count; i++) {
		int n = src->first + (int)i;
		buf_addf(out, "  %c %5d  ", n == src->focus ? '>' : ' ', n);
		add_safe(out, src->lines[i], strlen(src->lines[i]));
		buf_addc(out, '\n');
	}
	buf_adds(out, "  ");
	add_fence(out, fence, "");
	buf_addc(out, '\n');
}

static void
add_list(struct buf *out, const char *heading, const char *const *sentences, size_t count)
{
	if (!count) {
		return;
	}
	buf_addf(out, "**%s**\n\n", heading);
	for (size_t i = 0; i < count; i++) {
		buf_adds(out, "- ");
		add_prose(out, sentences[i]);
		buf_addc(out, '\n');
	}
	buf_addc(out, '\n');
}

static void
add_field(struct buf *out, const char *name, const char *text)
{
	if (text && *text) {
		buf_addf(out, "**%s** ", name);
		add_paragraph(out, text);
	}
}

static void
add_class(struct buf *out, const struct explanation *e)
{
	struct buf text = {0};
	explained_class(&text, e);
	buf_addf(&text, "%s%s%s%s%s", e->pattern ? ": " : "", e->pattern ? e->pattern : "",
		e->class_reason ? " (" : "", e->class_reason ? e->class_reason : "",
		e->class_reason ? ")" : "");
	add_field(out, "Looks like", buf_str(&text));
	buf_free(&text);
}

static void
add_one(struct buf *out, const struct explanation *e)
{
	buf_adds(out, "## ");
	add_paragraph(out, e->title);
	if (e->count > 1) {
		buf_addf(out, "Reported %d times.\n\n", e->count);
	}
	add_paragraph(out, e->what);
	for (size_t i = 0; i < e->side_count; i++) {
		add_side(out, &e->sides[i]);
	}
	buf_addc(out, '\n');
	add_field(out, "Missing:", e->missing);
	add_field(out, "What can go wrong:", e->harm);
	add_class(out, e);
	add_list(out, "What fixes it", (const char *const *)e->remedies, e->remedy_count);
	add_list(out, "What silences it and doesn't fix it", (const char *const *)e->silencers,
		e->silencer_count);
	if (e->case_count) {
		buf_adds(out, "**To read:**");
		for (size_t i = 0; i < e->case_count; i++) {
			buf_addf(out, "%s `hazard show %s`", i ? "," : "", e->cases[i]);
		}
		buf_adds(out, "\n\n");
	}
	buf_addf(out, "**Next:** `%s`\n\n", e->next);
	add_paragraph(out, e->next_why);
	if (e->line_count) {
		buf_adds(out, "### The report, line by line\n\n");
		add_lines(out, e);
	}
}

void
explained_markdown(
	const struct explanations *all, struct buf *out, const struct explained_options *options)
{
	buf_addf(out, "# %d report%s, %zu cause%s\n\n", all->reports, all->reports == 1 ? "" : "s",
		all->count, all->count == 1 ? "" : "s");
	for (size_t i = 0; i < all->note_count; i++) {
		add_paragraph(out, all->notes[i]);
	}
	if (all->first_reason) {
		buf_adds(out, "Begin with the first one: ");
		add_prose(out, all->first_reason);
		buf_adds(out, ".\n\n");
	}
	for (size_t i = 0; i < all->count && (options->all || !i); i++) {
		add_one(out, &all->items[i]);
	}
	if (all->count < 2 || options->all) {
		return;
	}
	buf_adds(out, "## The other causes\n\n");
	for (size_t i = 1; i < all->count; i++) {
		struct buf class = {0};
		explained_class(&class, &all->items[i]);
		buf_addf(out, "- %d × ", all->items[i].count);
		add_prose(out, all->items[i].title);
		buf_adds(out, " (");
		add_prose(out, buf_str(&class));
		buf_adds(out, ")\n");
		buf_free(&class);
	}
}
