// SPDX-License-Identifier: MIT
/* As one page of HTML that needs nothing else: no script, no network. */
#include <string.h>

#include "buf.h"
#include "explained.h"
#include "explanation.h"
#include "text.h"

enum { MOST_LINE = 4000 };

static const char style[] =
	":root{color-scheme:light "
	"dark;--text:#1a1a1a;--back:#fff;--soft:#57606a;--line:#d0d7de;--mark:#fff3c4;--note:#"
	"0a5c2b}@media screen and "
	"(prefers-color-scheme:dark){:root{--text:#e6e6e6;--back:#151515;--soft:#"
	"a8b0b8;--line:#444;--mark:#4a3f00;--note:#7ee2a0}}body{font:1rem/1.5 "
	"system-ui,sans-serif;color:var(--text);background:var(--back);max-width:60rem;margin:0 "
	"auto;padding:1rem}pre,code{font:.875rem/1.5 ui-monospace,monospace}pre{margin:.25rem "
	"0;padding:.5rem;border:1px solid "
	"var(--line);white-space:pre-wrap;overflow-wrap:anywhere}mark{background:var(--mark);color:"
	"inherit}h1,h2,h3{line-height:1.25}section{border-top:1px solid "
	"var(--line);margin-top:2rem}p.note{color:var(--note);margin:.25rem 0 1rem "
	"1rem}p.small{color:var(--soft)}";

/* Text for between tags or in a quoted attribute; control bytes and ill-formed UTF-8 are shown as \xHH. */
static void
add_safe(struct buf *out, const char *text, size_t len)
{
	struct buf safe = {0};
	bool cut = len > MOST_LINE;
	text_terminal(&safe, text, cut ? MOST_LINE : len, false);
	for (size_t i = 0; i < safe.len; i++) {
		switch (safe.data[i]) {
		case '&':
			buf_adds(out, "&amp;");
			break;
		case '<':
			buf_adds(out, "&lt;");
			break;
		case '>':
			buf_adds(out, "&gt;");
			break;
		case '"':
			buf_adds(out, "&quot;");
			break;
		default:
			buf_addc(out, safe.data[i]);
		}
	}
	buf_adds(out, cut ? " …" : "");
	buf_free(&safe);
}

/* A sentence, with its `code` as such. */
static void
add_prose(struct buf *out, const char *text)
{
	bool code = false;
	for (const char *p = text; *p;) {
		size_t n = strcspn(p, "`");
		add_safe(out, p, n);
		p += n;
		if (*p == '`' && (code || strchr(p + 1, '`'))) {
			code = !code;
			buf_adds(out, code ? "<code>" : "</code>");
		} else if (*p) {
			buf_addc(out, '`');
		}
		p += *p != '\0';
	}
}

static void
add_element(struct buf *out, const char *begin, const char *text, const char *end)
{
	buf_adds(out, begin);
	add_prose(out, text);
	buf_adds(out, end);
}

static void
add_field(struct buf *out, const char *name, const char *text)
{
	if (text && *text) {
		buf_addf(out, "<p><strong>%s</strong> ", name);
		add_element(out, "", text, "</p>\n");
	}
}

static void
add_list(struct buf *out, const char *heading, const char *const *sentences, size_t count)
{
	if (!count) {
		return;
	}
	buf_addf(out, "<h3>%s</h3>\n<ul>\n", heading);
	for (size_t i = 0; i < count; i++) {
		add_element(out, "<li>", sentences[i], "</li>\n");
	}
	buf_adds(out, "</ul>\n");
}

static void
add_side(struct buf *out, const struct explained_side *side)
{
	const struct explained_source *src = &side->source;
	buf_adds(out, "<li>");
	add_prose(out, side->words);
	if (side->locks) {
		add_element(out, "; ", side->locks, "");
	}
	if (src->warning) {
		add_element(out, "<br>", src->file, ": ");
		add_prose(out, src->warning);
	}
	if (src->line_count) {
		buf_adds(out, "<pre>");
	}
	for (size_t i = 0; i < src->line_count; i++) {
		int n = src->first + (int)i;
		buf_addf(out, "%s%6d  ", n == src->focus ? "<mark>" : "", n);
		add_safe(out, src->lines[i], strlen(src->lines[i]));
		buf_adds(out, n == src->focus ? "</mark>\n" : "\n");
	}
	buf_adds(out, src->line_count ? "</pre></li>\n" : "</li>\n");
}

static void
add_lines(struct buf *out, const struct explanation *e)
{
	bool open = false;
	buf_adds(out, "<h3>The report, line by line</h3>\n");
	for (size_t i = 0; i < e->line_count; i++) {
		const struct explained_line *l = &e->lines[i];
		buf_adds(out, l->note && open ? "</pre>\n" : "");
		buf_adds(out, l->note || !open ? "<pre>" : "");
		open = true;
		add_safe(out, l->text, strlen(l->text));
		buf_addc(out, '\n');
		if (l->note) {
			buf_adds(out, "</pre>\n");
			add_element(out, "<p class=\"note\">", l->note, "</p>\n");
			open = false;
		}
	}
	buf_adds(out, open ? "</pre>\n" : "");
}

static void
add_class(struct buf *out, const struct explanation *e)
{
	struct buf text = {0};
	explained_class(&text, e);
	buf_addf(&text, "%s%s", e->pattern ? ": " : "", e->pattern ? e->pattern : "");
	buf_addf(&text, "%s%s%s", e->class_reason ? " (" : "",
		e->class_reason ? e->class_reason : "", e->class_reason ? ")" : "");
	add_field(out, "Looks like:", buf_str(&text));
	buf_free(&text);
}

static void
add_one(struct buf *out, const struct explanation *e)
{
	buf_adds(out, "<section>\n");
	add_element(out, "<h2>", e->title, "</h2>\n");
	buf_addf(out, "<p class=\"small\">Reported %d time%s.</p>\n", e->count,
		e->count == 1 ? "" : "s");
	add_element(out, "<p>", e->what, "</p>\n");
	buf_adds(out, e->side_count ? "<ul>\n" : "");
	for (size_t i = 0; i < e->side_count; i++) {
		add_side(out, &e->sides[i]);
	}
	buf_adds(out, e->side_count ? "</ul>\n" : "");
	add_field(out, "Missing:", e->missing);
	add_field(out, "What can go wrong:", e->harm);
	add_class(out, e);
	add_list(out, "What fixes it", (const char *const *)e->remedies, e->remedy_count);
	add_list(out, "What silences it and doesn't fix it", (const char *const *)e->silencers,
		e->silencer_count);
	for (size_t i = 0; i < e->case_count; i++) {
		buf_addf(out, "%s<code>hazard show ", i ? ", " : "<p><strong>To read:</strong> ");
		add_safe(out, e->cases[i], strlen(e->cases[i]));
		buf_addf(out, "</code>%s", i + 1 == e->case_count ? "</p>\n" : "");
	}
	buf_adds(out, "<p><strong>Next:</strong> <code>");
	add_safe(out, e->next, strlen(e->next));
	add_element(out, "</code>. ", e->next_why, "</p>\n");
	if (e->line_count) {
		add_lines(out, e);
	}
	buf_adds(out, "</section>\n");
}

void
explained_html(
	const struct explanations *all, struct buf *out, const struct explained_options *options)
{
	(void)options;
	buf_addf(out,
		"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta "
		"name=\"viewport\" content=\"width=device-width\">\n<title>%d reports "
		"explained</title>\n<style>%s</style>\n</head>\n<body>\n<main>\n<h1>%d report%s, "
		"%zu cause%s</h1>\n",
		all->reports, style, all->reports, all->reports == 1 ? "" : "s", all->count,
		all->count == 1 ? "" : "s");
	for (size_t i = 0; i < all->note_count; i++) {
		add_element(out, "<p>", all->notes[i], "</p>\n");
	}
	if (all->first_reason) {
		add_element(out, "<p>Begin with the first one: ", all->first_reason, ".</p>\n");
	}
	for (size_t i = 0; i < all->count; i++) {
		add_one(out, &all->items[i]);
	}
	buf_adds(out, "</main>\n</body>\n</html>\n");
}
