// SPDX-License-Identifier: MIT
#include "book.h"

#include <string.h>

#include "book_assets.h"
#include "book_page.h"
#include "report_words.h"

/* Whether the character needs no escape in an address, and means nothing in a path. */
static bool
is_plain(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '-' || c == '_';
}

static void
add_plain(struct buf *out, const char *name)
{
	enum { MOST = 100 };
	for (int i = 0; name[i] && i < MOST; i++) {
		buf_addc(out, is_plain(name[i]) ? name[i] : '-');
	}
	buf_adds(out, *name ? "" : "-");
}

void
book_case_path(struct buf *out, const char *class, const char *slug)
{
	buf_adds(out, "book/");
	add_plain(out, class);
	buf_addc(out, '/');
	add_plain(out, slug);
	buf_adds(out, ".html");
}

const char *
book_case_address(struct book_page *p, const struct testcase *t)
{
	struct buf path = {0};
	buf_adds(&path, p->root);
	book_case_path(&path, t->class, t->slug);
	const char *address = arena_strdup(&p->arena, buf_str(&path));
	buf_free(&path);
	return address;
}

const struct book_program *
book_program_of(const struct book *b, const struct case_verdict *c, size_t i)
{
	size_t at = (size_t)(c - b->result->cases);
	return b->cases && b->cases[at].programs ? &b->cases[at].programs[i] : NULL;
}

static void
add_head(struct book_page *p, const struct book_place *where)
{
	struct html *h = &p->h;
	html_begin(h, "head", NULL);
	html_begin(h, "meta", "charset", "utf-8", NULL);
	html_end(h);
	html_begin(h, "meta", "name", "viewport", "content", "width=device-width, initial-scale=1",
		NULL);
	html_end(h);
	html_begin(h, "meta", "name", "color-scheme", "content", "light dark", NULL);
	html_end(h);
	html_begin(h, "title", NULL);
	/* Long titles tell nothing more, and are cut by browsers anyway. */
	html_textf(h, "%.60s: hazard", where->title);
	html_end(h);
	html_begin(h, "meta", "name", "description", "content", where->description, NULL);
	html_end(h);
	html_begin(h, "link", "rel", "stylesheet", NULL);
	html_attrf(h, "href", "%sbook/book.css", p->root);
	html_end(h);
	html_begin(h, "script", NULL);
	html_attrf(h, "src", "%sbook/book.js", p->root);
	html_flag(h, "defer");
	html_end(h);
	html_end(h);
	html_line(h);
}

void
book_link_item(struct html *h, const char *address, const char *text)
{
	html_begin(h, "li", NULL);
	html_begin(h, "a", "href", address, NULL);
	html_text(h, text);
	html_end(h);
	html_end(h);
}

static void
add_crumbs(struct book_page *p, const struct book_place *where)
{
	struct html *h = &p->h;
	html_begin(h, "header", "class", "top", NULL);
	html_begin(h, "nav", "aria-label", "You are here", NULL);
	html_begin(h, "ol", "class", "crumbs", NULL);
	for (int i = 0; i < 3 && where->crumbs[i]; i++) {
		book_link_item(h, where->addresses[i], where->crumbs[i]);
	}
	html_begin(h, "li", "aria-current", "page", NULL);
	html_text(h, where->title);
	html_end(h);
	html_end(h);
	html_end(h);
	html_end(h);
	html_line(h);
}

void
book_page_begin(struct book_page *p, const struct book *book, const char *root,
	const struct book_place *where)
{
	*p = (struct book_page){.book = book, .root = root};
	struct html *h = &p->h;
	html_init(h, &p->out);
	html_begin(h, "html", "lang", "en", NULL);
	html_line(h);
	add_head(p, where);
	html_begin(h, "body", NULL);
	html_line(h);
	html_begin(h, "a", "class", "skip", "href", "#main", NULL);
	html_text(h, "Skip to the content");
	html_end(h);
	add_crumbs(p, where);
	html_begin(h, "main", "id", "main", "tabindex", "-1", NULL);
	html_line(h);
}

bool
book_page_end(struct book_page *p, const char *path, book_sink *sink, void *user)
{
	const struct result *r = p->book->result;
	struct html *h = &p->h;
	html_end(h);
	html_line(h);
	html_begin(h, "footer", NULL);
	html_begin(h, "p", NULL);
	html_textf(h, "hazard %s, %s, on %s.", r->hazard_version, r->started, r->machine);
	html_text(h, r->partial ? " This run is partial: it was stopped before its end." : "");
	html_text(h,
		r->quick ? " This was a short run (--quick): what is silent was hardly looked into."
			 : "");
	html_end(h);
	html_end(h);
	html_end(h);
	html_line(h);
	html_end(h);
	html_line(h);
	bool ok = sink(user, path, &p->out);
	buf_free(&p->out);
	arena_free(&p->arena);
	return ok;
}

void
book_heading(struct book_page *p, int level, const char *id, const char *text)
{
	static const char *const names[] = {"h1", "h2", "h3", "h4", "h5", "h6"};
	html_line(&p->h);
	html_begin(&p->h, names[level - 1], id ? "id" : NULL, id, NULL);
	html_text(&p->h, text);
	html_end(&p->h);
	html_line(&p->h);
}

void
book_prose(struct book_page *p, const char *text)
{
	while (*text) {
		const char *end = strstr(text, "\n\n");
		size_t len = end ? (size_t)(end - text) : strlen(text);
		if (len) {
			html_begin(&p->h, "p", NULL);
			html_prose(&p->h, text, len < BOOK_TEXT_MOST ? len : BOOK_TEXT_MOST);
			html_end(&p->h);
			html_line(&p->h);
		}
		text += len;
		while (*text == '\n') {
			text++;
		}
	}
}

void
book_mark(struct book_page *p, enum mark mark, const char *text)
{
	static const char *const classes[] = {
		"m-quiet", "m-pass", "m-skip", "m-open", "m-fail", "m-error"};
	static const char *const signs[] = {"·", "✓", "–", "?", "✗", "!"};
	static const char *const words[] = {"silent", "fine", "none", "open", "failed", "error"};
	struct html *h = &p->h;
	html_begin(h, "span", "class", classes[mark], NULL);
	html_begin(h, "span", "aria-hidden", "true", NULL);
	html_text(h, signs[mark]);
	html_end(h);
	html_begin(h, "span", "class", "sr", NULL);
	html_textf(h, "%s%s", words[mark], *text ? ":" : "");
	html_end(h);
	html_textf(h, "%s%s", *text ? " " : "", text);
	html_end(h);
}

void
book_cut_text(struct book_page *p, const char *text, size_t len)
{
	const char *end = text + (len < BOOK_TEXT_MOST ? len : BOOK_TEXT_MOST), *s = text;
	while (s < end) {
		const char *newline = memchr(s, '\n', (size_t)(end - s));
		size_t n = (size_t)((newline ? newline : end) - s);
		html_text_len(&p->h, s, n < BOOK_LINE_MOST ? n : BOOK_LINE_MOST);
		if (n > BOOK_LINE_MOST) {
			html_textf(&p->h, " [%zu bytes more]", n - BOOK_LINE_MOST);
		}
		html_text(&p->h, newline ? "\n" : "");
		s += n + 1;
	}
	if (len > BOOK_TEXT_MOST) {
		html_textf(&p->h, "\n[%zu bytes more]", len - BOOK_TEXT_MOST);
	}
}

static bool
add_asset(const char *const *lines, const char *path, book_sink *sink, void *user)
{
	struct buf text = {0};
	for (; *lines; lines++) {
		buf_adds(&text, *lines);
	}
	bool ok = sink(user, path, &text);
	buf_free(&text);
	return ok;
}

bool
book_write(const struct book *book, book_sink *sink, void *user)
{
	const struct result *r = book->result;
	bool ok = add_asset(book_css, "book/book.css", sink, user);
	ok &= add_asset(book_js, "book/book.js", sink, user);
	ok &= book_index(book, sink, user);
	for (size_t i = 0; i < book->class_count; i++) {
		ok &= book_class_page(book, &book->classes[i], sink, user);
	}
	for (size_t i = 0; i < r->case_count; i++) {
		ok &= book_case_page(book, &r->cases[i], sink, user);
	}
	return ok;
}
