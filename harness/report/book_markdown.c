// SPDX-License-Identifier: MIT
/* Markdown by md4c (https://github.com/mity/md4c: CommonMark 0.30 and tables), written by the HTML builder; raw HTML is text. */
#include <md4c.h>
#include <string.h>

#include "book_page.h"
#include "text.h"

enum { DEPTH_MOST = HTML_DEPTH - 10 };

struct markdown {
	struct book_page *page;
	const char *class;
	bool skipping, skipped; /* the first heading, which is the page's own */
};

/* The address in a README of the catalogue, as one in the book: links to cases lead to their pages. */
static const char *
address_of(struct markdown *m, const MD_ATTRIBUTE *a)
{
	const char *address = arena_strndup(&m->page->arena, a->text, a->size),
		   *hash = strchr(address, '#');
	size_t len = hash ? (size_t)(hash - address) : strlen(address);
	if (strstr(address, "://") || *address == '#') {
		return address;
	}
	/* "lost-update.c", "../deadlock/lock-order.c": a case; "../deadlock/README.md": a class. */
	if (len > 2 && memcmp(address + len - 2, ".c", 2) == 0 && !strstr(address, "fixes/")) {
		const char *slug = arena_strndup(&m->page->arena, address, len - 2),
			   *slash = strrchr(slug, '/');
		const char *folder =
			slash ? arena_strndup(&m->page->arena, slug, (size_t)(slash - slug))
			      : m->class;
		const char *class = strrchr(folder, '/') ? strrchr(folder, '/') + 1 : folder;
		struct testcase t = {.class = class, .slug = slash ? slash + 1 : slug};
		const struct result *r = m->page->book->result;
		for (size_t i = 0; i < r->case_count; i++) {
			if (strcmp(r->cases[i].testcase->class, t.class) == 0 &&
				strcmp(r->cases[i].testcase->slug, t.slug) == 0) {
				return book_case_address(m->page, &t);
			}
		}
	}
	return NULL;
}

static void
begin_cell(struct markdown *m, const char *name, const MD_BLOCK_TD_DETAIL *d)
{
	html_begin(&m->page->h, name, *name == 't' && name[1] == 'h' ? "scope" : NULL, "col", NULL);
	if (d->align == MD_ALIGN_RIGHT) {
		html_attr(&m->page->h, "class", "num");
	}
}

static void
begin_heading(struct markdown *m, unsigned level)
{
	static const char *const names[] = {"h1", "h2", "h3", "h4", "h5", "h6"};
	if (!m->skipped && level == 1) {
		m->skipping = true;
		return;
	}
	/* The page has its first heading already. */
	unsigned at = level < 2 ? 2 : level;
	html_line(&m->page->h);
	html_begin(&m->page->h, names[at < 6 ? at - 1 : 5], NULL);
}

static int
enter_block(MD_BLOCKTYPE type, void *detail, void *user)
{
	struct markdown *m = user;
	struct html *h = &m->page->h;
	if (h->depth > DEPTH_MOST) {
		return 1;
	}
	switch (type) {
	case MD_BLOCK_H:
		begin_heading(m, ((MD_BLOCK_H_DETAIL *)detail)->level);
		break;
	case MD_BLOCK_CODE:
		html_begin(h, "pre", "tabindex", "0", NULL);
		html_begin(h, "code", NULL);
		break;
	case MD_BLOCK_TABLE:
		html_begin(h, "div", "class", "scroll", "tabindex", "0", "role", "group",
			"aria-label", "Table", NULL);
		html_begin(h, "table", NULL);
		break;
	case MD_BLOCK_TH:
		begin_cell(m, "th", detail);
		break;
	case MD_BLOCK_TD:
		begin_cell(m, "td", detail);
		break;
	case MD_BLOCK_OL:
		html_begin(h, "ol", NULL);
		html_attrf(h, "start", "%u", ((MD_BLOCK_OL_DETAIL *)detail)->start);
		break;
	default: {
		static const char *const names[] = {[MD_BLOCK_DOC] = "div",
			[MD_BLOCK_QUOTE] = "blockquote",
			[MD_BLOCK_UL] = "ul",
			[MD_BLOCK_LI] = "li",
			[MD_BLOCK_HR] = "hr",
			[MD_BLOCK_HTML] = "p",
			[MD_BLOCK_P] = "p",
			[MD_BLOCK_THEAD] = "thead",
			[MD_BLOCK_TBODY] = "tbody",
			[MD_BLOCK_TR] = "tr"};
		html_begin(h, names[type], type == MD_BLOCK_DOC ? "class" : NULL, "readme", NULL);
	}
	}
	return 0;
}

static int
leave_block(MD_BLOCKTYPE type, void *detail, void *user)
{
	struct markdown *m = user;
	(void)detail;
	if (type == MD_BLOCK_H && m->skipping) {
		m->skipping = false;
		m->skipped = true;
		return 0;
	}
	html_end(&m->page->h);
	if (type == MD_BLOCK_CODE || type == MD_BLOCK_TABLE) {
		html_end(&m->page->h);
	}
	html_line(&m->page->h);
	return 0;
}

static int
enter_span(MD_SPANTYPE type, void *detail, void *user)
{
	struct markdown *m = user;
	struct html *h = &m->page->h;
	const char *address;
	if (h->depth > DEPTH_MOST) {
		return 1;
	}
	if (m->skipping) {
		return 0;
	}
	switch (type) {
	case MD_SPAN_A:
		address = address_of(m, &((MD_SPAN_A_DETAIL *)detail)->href);
		html_begin(h, address ? "a" : "span", address ? "href" : NULL, address, NULL);
		break;
	case MD_SPAN_CODE:
		html_begin(h, "code", NULL);
		break;
	case MD_SPAN_STRONG:
		html_begin(h, "strong", NULL);
		break;
	case MD_SPAN_EM:
		html_begin(h, "em", NULL);
		break;
	default:
		html_begin(h, "span", NULL);
	}
	return 0;
}

static int
leave_span(MD_SPANTYPE type, void *detail, void *user)
{
	struct markdown *m = user;
	(void)type;
	(void)detail;
	if (!m->skipping) {
		html_end(&m->page->h);
	}
	return 0;
}

/* The entities that READMEs use; another one is shown as it is written. */
static void
add_entity(struct html *h, const char *s, size_t len)
{
	static const struct {
		const char *name, *text;
	} known[] = {{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""},
		{"&nbsp;", "\xC2\xA0"}};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		if (strlen(known[i].name) == len && memcmp(known[i].name, s, len) == 0) {
			html_text(h, known[i].text);
			return;
		}
	}
	html_text_len(h, s, len);
}

static int
add_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *user)
{
	struct markdown *m = user;
	struct html *h = &m->page->h;
	if (m->skipping) {
		return 0;
	}
	switch (type) {
	case MD_TEXT_BR:
		html_begin(h, "br", NULL);
		html_end(h);
		break;
	case MD_TEXT_SOFTBR:
		html_text(h, "\n");
		break;
	case MD_TEXT_ENTITY:
		add_entity(h, text, size);
		break;
	default:
		html_text_len(h, text, size);
	}
	return 0;
}

void
book_markdown(struct book_page *p, const char *text, size_t len, const char *class)
{
	struct markdown m = {.page = p, .class = class};
	const MD_PARSER parser = {.flags = MD_FLAG_TABLES | MD_FLAG_NOHTML,
		.enter_block = enter_block,
		.leave_block = leave_block,
		.enter_span = enter_span,
		.leave_span = leave_span,
		.text = add_text};
	int depth = p->h.depth;
	if (md_parse(text, (MD_SIZE)len, &parser, &m) != 0) {
		/* Nested too deeply: what was begun is ended, and the text shown as it is. */
		while (p->h.depth > depth) {
			html_end(&p->h);
		}
		html_begin(&p->h, "pre", "tabindex", "0", NULL);
		book_cut_text(p, text, len);
		html_end(&p->h);
	}
}
