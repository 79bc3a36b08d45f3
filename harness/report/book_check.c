// SPDX-License-Identifier: MIT
#include "book_check.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "buf.h"
#include "text.h"

enum { DEEPEST = 64 };

static const char elements[] =
	" html head meta title link script body a header nav ol ul li main footer p h1 h2 h3 h4 h5 "
	"h6 section div span "
	"search label input select option button table caption thead tbody tr th td wbr br hr "
	"details summary dl dt dd "
	"pre code del ins strong em blockquote figure figcaption svg g rect path text line circle ";
static const char voids[] = " meta link input wbr br hr ";
static const char attributes[] = " lang charset name content rel href src id class tabindex role "
				 "aria-label aria-labelledby aria-current aria-hidden scope "
				 "type for value autocomplete colspan rowspan data-class "
				 "data-level data-verdict data-order data-row data-thread "
				 "data-line start width height viewBox x y x1 y1 x2 y2 cx cy r rx "
				 "d text-anchor defer hidden ";

struct reader {
	const char *s, *end;
	char open[DEEPEST][16];
	int depth;
	char wrong[400];
};

/* The messages of the tests' framework must be text. */
static bool
fail(struct reader *r, const char *what)
{
	struct buf safe = {0};
	text_terminal(&safe, r->s, r->end - r->s < 60 ? (size_t)(r->end - r->s) : 60, false);
	snprintf(r->wrong, sizeof r->wrong, "%s: %s", what, buf_str(&safe));
	buf_free(&safe);
	return false;
}

static bool
listed(const char *list, const char *name, size_t len)
{
	char word[40];
	if (!len || len > sizeof word - 3) {
		return false;
	}
	snprintf(word, sizeof word, " %.*s ", (int)len, name);
	return strstr(list, word) != NULL;
}

/* A character of text or of an attribute's value. */
static bool
check_character(struct reader *r)
{
	size_t n = text_utf8(r->s, (size_t)(r->end - r->s));
	unsigned char c = (unsigned char)*r->s;
	if (!n || (c < 0x20 && c != '\n' && c != '\t') || c == 0x7F) {
		return fail(r, "a byte that HTML can't carry");
	}
	if (c == '&') {
		static const char *const known[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"};
		bool good = false;
		for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
			good |= strncmp(r->s, known[i], strlen(known[i])) == 0;
		}
		if (!good) {
			return fail(r, "a bare ampersand");
		}
	}
	r->s += n;
	return true;
}

static bool
check_attribute(struct reader *r)
{
	const char *name = r->s;
	size_t len = strcspn(name, "= >");
	if (!listed(attributes, name, len)) {
		return fail(r, "no attribute of the book's");
	}
	r->s += len;
	if (*r->s != '=') {
		return true;
	}
	if (*++r->s != '"') {
		return fail(r, "a value without quotes");
	}
	r->s++;
	if (strncmp(name, "href", 4) == 0 && strncasecmp(r->s, "javascript", 10) == 0) {
		return fail(r, "an address that runs something");
	}
	while (r->s < r->end && *r->s != '"') {
		if (*r->s == '<' || *r->s == '>') {
			return fail(r, "a tag in a value");
		}
		if (!check_character(r)) {
			return false;
		}
	}
	r->s++;
	return true;
}

static bool
check_end(struct reader *r)
{
	const char *name = r->s + 2;
	size_t len = strcspn(name, ">");
	if (!r->depth || strlen(r->open[r->depth - 1]) != len ||
		strncmp(r->open[r->depth - 1], name, len) != 0) {
		return fail(r, "an end tag that fits nothing");
	}
	r->depth--;
	r->s = name + len + 1;
	return true;
}

static bool
check_tag(struct reader *r)
{
	if (r->s[1] == '/') {
		return check_end(r);
	}
	const char *name = r->s + 1;
	size_t len = strcspn(name, " >");
	if (!listed(elements, name, len) || r->depth == DEEPEST) {
		return fail(r, "no element of the book's");
	}
	if (!listed(voids, name, len)) {
		snprintf(r->open[r->depth++], sizeof r->open[0], "%.*s", (int)len, name);
	}
	r->s = name + len;
	while (r->s < r->end && *r->s == ' ') {
		r->s++;
		if (!check_attribute(r)) {
			return false;
		}
	}
	if (r->s >= r->end || *r->s != '>') {
		return fail(r, "a tag without its end");
	}
	r->s++;
	return true;
}

const char *
book_check(const char *s, size_t len)
{
	static struct reader r;
	r = (struct reader){.s = s, .end = s + len};
	if (!text_starts(s, "<!doctype html>\n")) {
		return "no doctype";
	}
	r.s += strlen("<!doctype html>\n");
	while (r.s < r.end) {
		if (*r.s == '<'       ? !check_tag(&r)
			: *r.s == '>' ? !fail(&r, "a bare >")
				      : !check_character(&r)) {
			return r.wrong;
		}
	}
	return r.depth ? "elements without an end" : NULL;
}
