// SPDX-License-Identifier: MIT
#include "html.h"

#include <assert.h>
#include <ctype.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "buf.h"
#include "text.h"

#define REPLACEMENT "\xEF\xBF\xBD"

static uint32_t
code_point(const char *s, size_t n)
{
	const unsigned char *u = (const unsigned char *)s;
	static const unsigned char first[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
	uint32_t c = u[0] & first[n];
	for (size_t i = 1; i < n; i++) {
		c = c << 6 | (u[i] & 0x3Fu);
	}
	return c;
}

/* Of those beyond ASCII: a C1 control, a noncharacter, or one that reorders what is around it (Unicode 15, 23.7, 23.8). */
static bool
is_forbidden(uint32_t c)
{
	return (c >= 0x80 && c < 0xA0) || (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE ||
	       (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

static const char *
reference(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

static void
add_ascii(struct buf *out, unsigned char c)
{
	const char *ref = reference((char)c);
	if (ref) {
		buf_adds(out, ref);
	} else if (c == 0x7F) {
		buf_adds(out, "\xE2\x90\xA1");
	} else if (c < 0x20 && c != '\t' && c != '\n') {
		const char picture[] = {(char)0xE2, (char)0x90, (char)(0x80 + c)};
		buf_add(out, picture, sizeof picture);
	} else {
		buf_addc(out, (char)c);
	}
}

static void
escape(struct buf *out, const char *s, size_t len)
{
	for (size_t i = 0; i < len;) {
		size_t n = text_utf8(s + i, len - i);
		if (n == 1) {
			add_ascii(out, (unsigned char)s[i]);
		} else if (!n || is_forbidden(code_point(s + i, n))) {
			buf_adds(out, REPLACEMENT);
		} else {
			buf_add(out, s + i, n);
		}
		i += n ? n : 1;
	}
}

void
html_part(struct html *h, struct buf *out)
{
	*h = (struct html){.out = out};
}

void
html_init(struct html *h, struct buf *out)
{
	html_part(h, out);
	buf_adds(out, "<!doctype html>\n");
}

static void
close_tag(struct html *h)
{
	if (h->tag) {
		buf_addc(h->out, '>');
		h->tag = false;
	}
}

/* Whether an address leads to nothing but a page: relative, or of a scheme that runs nothing. */
static bool
is_safe_address(const char *s)
{
	size_t n = strcspn(s, ":/?#");
	if (s[n] != ':') {
		/* Browsers drop tabs and newlines from addresses, and blanks before them. */
		return s[strcspn(s, "\t\n\r")] == '\0';
	}
	return (n == 4 && strncasecmp(s, "http", n) == 0) ||
	       (n == 5 && strncasecmp(s, "https", n) == 0) ||
	       (n == 6 && strncasecmp(s, "mailto", n) == 0);
}

void
html_attr(struct html *h, const char *name, const char *value)
{
	assert(h->tag);
	bool address = strcmp(name, "href") == 0 || strcmp(name, "src") == 0;
	if (address && !is_safe_address(value)) {
		return;
	}
	buf_addc(h->out, ' ');
	buf_adds(h->out, name);
	buf_adds(h->out, "=\"");
	escape(h->out, value, strlen(value));
	buf_addc(h->out, '"');
}

void
html_attrf(struct html *h, const char *name, const char *format, ...)
{
	struct buf value = {0};
	va_list args;
	va_start(args, format);
	buf_addv(&value, format, args);
	va_end(args);
	html_attr(h, name, buf_str(&value));
	buf_free(&value);
}

void
html_flag(struct html *h, const char *name)
{
	assert(h->tag);
	buf_addc(h->out, ' ');
	buf_adds(h->out, name);
}

void
html_begin(struct html *h, const char *name, ...)
{
	assert(h->depth < HTML_DEPTH);
	close_tag(h);
	buf_addc(h->out, '<');
	buf_adds(h->out, name);
	h->open[h->depth++] = name;
	h->tag = true;
	va_list args;
	va_start(args, name);
	for (const char *attr; (attr = va_arg(args, const char *));) {
		html_attr(h, attr, va_arg(args, const char *));
	}
	va_end(args);
}

void
html_text_len(struct html *h, const char *s, size_t len)
{
	assert(h->depth);
	close_tag(h);
	escape(h->out, s, len);
}

void
html_text(struct html *h, const char *s)
{
	html_text_len(h, s, strlen(s));
}

void
html_textf(struct html *h, const char *format, ...)
{
	struct buf text = {0};
	va_list args;
	va_start(args, format);
	buf_addv(&text, format, args);
	va_end(args);
	html_text_len(h, buf_str(&text), text.len);
	buf_free(&text);
}

static bool
is_void(const char *name)
{
	static const char *const names[] = {
		"br", "hr", "img", "input", "link", "meta", "wbr", NULL};
	for (int i = 0; names[i]; i++) {
		if (strcmp(names[i], name) == 0) {
			return true;
		}
	}
	return false;
}

void
html_end(struct html *h)
{
	assert(h->depth > 0);
	const char *name = h->open[--h->depth];
	close_tag(h);
	if (!is_void(name)) {
		buf_adds(h->out, "</");
		buf_adds(h->out, name);
		buf_addc(h->out, '>');
	}
}

void
html_line(struct html *h)
{
	close_tag(h);
	buf_addc(h->out, '\n');
}

void
html_put(struct html *h, const char *name, const char *class, const char *text)
{
	html_begin(h, name, class ? "class" : NULL, class, NULL);
	html_text(h, text);
	html_end(h);
}

void
html_prose(struct html *h, const char *s, size_t len)
{
	const char *end = s + len;
	while (s < end) {
		const char *tick = memchr(s, '`', (size_t)(end - s));
		const char *close = tick ? memchr(tick + 1, '`', (size_t)(end - tick - 1)) : NULL;
		if (!close) {
			html_text_len(h, s, (size_t)(end - s));
			return;
		}
		html_text_len(h, s, (size_t)(tick - s));
		html_begin(h, "code", NULL);
		html_text_len(h, tick + 1, (size_t)(close - tick - 1));
		html_end(h);
		s = close + 1;
	}
}
