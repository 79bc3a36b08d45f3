// SPDX-License-Identifier: MIT
/* As one page of HTML that needs nothing else: no script, no network. */
#include <string.h>

#include "buf.h"
#include "explained.h"
#include "explanation.h"
#include "html.h"

enum { MOST_LINE = 4000 };

static const char style[] = ":root{color-scheme:light "
			    "dark;--text:#1a1a1a;--back:#fff;--soft:#57606a;--line:#d0d7de;--mark:#"
			    "fff3c4;--note:#0a5c2b}"
			    "@media screen and "
			    "(prefers-color-scheme:dark){:root{--text:#e6e6e6;--back:#151515;--"
			    "soft:#a8b0b8;--line:#444;--mark:#4a3f00;--note:#7ee2a0}}"
			    "body{font:1rem/1.5 "
			    "system-ui,sans-serif;color:var(--text);background:var(--back);max-"
			    "width:60rem;margin:0 auto;padding:1rem}"
			    "pre,code{font-family:ui-monospace,monospace}"
			    "code{font-size:.9em}"
			    "pre{font-size:.875rem;margin:.25rem 0;padding:.5rem;border:1px solid "
			    "var(--line);white-space:pre-wrap;overflow-wrap:anywhere}"
			    "mark{background:var(--mark);color:inherit}"
			    "h1,h2,h3{line-height:1.25}"
			    "section{border-top:1px solid var(--line);margin-top:2rem}"
			    "p.note{color:var(--note);margin:.25rem 0 1rem 1rem}"
			    "p.small{color:var(--soft)}";

/* A line of a report or a source, which may be of any length. */
static void
add_line(struct html *h, const char *text)
{
	size_t len = strlen(text);
	html_text_len(h, text, len > MOST_LINE ? MOST_LINE : len);
	html_text(h, len > MOST_LINE ? " …" : "");
}

/* An element of one sentence. */
static void
add_element(struct html *h, const char *name, const char *class, const char *text)
{
	html_begin(h, name, class ? "class" : NULL, class, NULL);
	html_prose(h, text, strlen(text));
	html_end(h);
	html_line(h);
}

/* "Missing: …". */
static void
add_field(struct html *h, const char *name, const char *text)
{
	if (text && *text) {
		html_begin(h, "p", NULL);
		html_put(h, "strong", NULL, name);
		html_text(h, " ");
		html_prose(h, text, strlen(text));
		html_end(h);
		html_line(h);
	}
}

static void
add_list(struct html *h, const char *heading, const char *const *sentences, size_t count)
{
	if (!count) {
		return;
	}
	html_put(h, "h3", NULL, heading);
	html_begin(h, "ul", NULL);
	for (size_t i = 0; i < count; i++) {
		add_element(h, "li", NULL, sentences[i]);
	}
	html_end(h);
	html_line(h);
}

static void
add_source(struct html *h, const struct explained_source *src)
{
	html_begin(h, "pre", NULL);
	for (size_t i = 0; i < src->line_count; i++) {
		int n = src->first + (int)i;
		html_begin(h, n == src->focus ? "mark" : "span", NULL);
		html_textf(h, "%6d  ", n);
		add_line(h, src->lines[i]);
		html_end(h);
		html_line(h);
	}
	html_end(h);
}

static void
add_side(struct html *h, const struct explained_side *side)
{
	const struct explained_source *src = &side->source;
	html_begin(h, "li", NULL);
	html_prose(h, side->words, strlen(side->words));
	if (side->locks) {
		html_text(h, "; ");
		html_prose(h, side->locks, strlen(side->locks));
	}
	if (src->warning) {
		html_begin(h, "br", NULL);
		html_end(h);
		html_textf(h, "%s: ", src->file);
		html_prose(h, src->warning, strlen(src->warning));
	}
	if (src->line_count) {
		add_source(h, src);
	}
	html_end(h);
	html_line(h);
}

static void
add_lines(struct html *h, const struct explanation *e)
{
	bool open = false;
	html_put(h, "h3", NULL, "The report, line by line");
	for (size_t i = 0; i < e->line_count; i++) {
		const struct explained_line *l = &e->lines[i];
		if (l->note && open) {
			html_end(h);
		}
		if (l->note || !open) {
			html_begin(h, "pre", NULL);
		}
		open = true;
		add_line(h, l->text);
		html_text(h, "\n");
		if (l->note) {
			html_end(h);
			add_element(h, "p", "note", l->note);
			open = false;
		}
	}
	if (open) {
		html_end(h);
	}
}

static void
add_class(struct html *h, const struct explanation *e)
{
	struct buf text = {0};
	explained_class(&text, e);
	buf_addf(&text, "%s%s", e->pattern ? ": " : "", e->pattern ? e->pattern : "");
	buf_addf(&text, "%s%s%s", e->class_reason ? " (" : "",
		e->class_reason ? e->class_reason : "", e->class_reason ? ")" : "");
	add_field(h, "Looks like:", buf_str(&text));
	buf_free(&text);
}

static void
add_commands(struct html *h, const struct explanation *e)
{
	if (e->case_count) {
		html_begin(h, "p", NULL);
		html_put(h, "strong", NULL, "To read:");
		for (size_t i = 0; i < e->case_count; i++) {
			html_text(h, i ? ", " : " ");
			html_begin(h, "code", NULL);
			html_textf(h, "hazard show %s", e->cases[i]);
			html_end(h);
		}
		html_end(h);
		html_line(h);
	}
	html_begin(h, "p", NULL);
	html_put(h, "strong", NULL, "Next:");
	html_text(h, " ");
	html_put(h, "code", NULL, e->next);
	html_text(h, ". ");
	html_prose(h, e->next_why, strlen(e->next_why));
	html_end(h);
	html_line(h);
}

static void
add_one(struct html *h, const struct explanation *e)
{
	html_begin(h, "section", NULL);
	html_line(h);
	add_element(h, "h2", NULL, e->title);
	html_begin(h, "p", "class", "small", NULL);
	html_textf(h, "Reported %d time%s.", e->count, e->count == 1 ? "" : "s");
	html_end(h);
	add_element(h, "p", NULL, e->what);
	if (e->side_count) {
		html_begin(h, "ul", NULL);
		for (size_t i = 0; i < e->side_count; i++) {
			add_side(h, &e->sides[i]);
		}
		html_end(h);
	}
	add_field(h, "Missing:", e->missing);
	add_field(h, "What can go wrong:", e->harm);
	add_class(h, e);
	add_list(h, "What fixes it", (const char *const *)e->remedies, e->remedy_count);
	add_list(h, "What silences it and doesn't fix it", (const char *const *)e->silencers,
		e->silencer_count);
	add_commands(h, e);
	if (e->line_count) {
		add_lines(h, e);
	}
	html_end(h);
	html_line(h);
}

static void
add_head(struct html *h, const struct explanations *all)
{
	html_begin(h, "head", NULL);
	html_begin(h, "meta", "charset", "utf-8", NULL);
	html_end(h);
	html_begin(h, "meta", "name", "viewport", "content", "width=device-width", NULL);
	html_end(h);
	html_begin(h, "title", NULL);
	html_textf(h, "%d report%s explained", all->reports, all->reports == 1 ? "" : "s");
	html_end(h);
	html_put(h, "style", NULL, style);
	html_end(h);
	html_line(h);
}

void
explained_html(
	const struct explanations *all, struct buf *out, const struct explained_options *options)
{
	struct html h;
	(void)options;
	html_init(&h, out);
	html_begin(&h, "html", "lang", "en", NULL);
	add_head(&h, all);
	html_begin(&h, "body", NULL);
	html_begin(&h, "main", NULL);
	html_begin(&h, "h1", NULL);
	html_textf(&h, "%d report%s, %zu cause%s", all->reports, all->reports == 1 ? "" : "s",
		all->count, all->count == 1 ? "" : "s");
	html_end(&h);
	html_line(&h);
	for (size_t i = 0; i < all->note_count; i++) {
		add_element(&h, "p", NULL, all->notes[i]);
	}
	if (all->first_reason) {
		html_begin(&h, "p", NULL);
		html_text(&h, "Begin with the first one: ");
		html_prose(&h, all->first_reason, strlen(all->first_reason));
		html_text(&h, ".");
		html_end(&h);
		html_line(&h);
	}
	for (size_t i = 0; i < all->count; i++) {
		add_one(&h, &all->items[i]);
	}
	html_end(&h);
	html_end(&h);
	html_end(&h);
	html_line(&h);
}
