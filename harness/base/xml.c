// SPDX-License-Identifier: MIT
#include "xml.h"

#include <assert.h>
#include <stdarg.h>
#include <string.h>

#include "buf.h"
#include "text.h"

static void
new_line(struct xml *x)
{
	buf_addc(x->out, '\n');
	for (int i = 0; i < x->depth; i++) {
		buf_adds(x->out, "  ");
	}
}

/* Whether the well-formed UTF-8 sequence of n bytes is a Char of XML 1.0 (production 2). */
static bool
is_char(const char *s, size_t n)
{
	unsigned char c = (unsigned char)s[0];
	if (n == 1) {
		return c >= 0x20 || c == '\t' || c == '\n' || c == '\r';
	}
	return n != 3 || (memcmp(s, "\xEF\xBF\xBE", 3) != 0 && memcmp(s, "\xEF\xBF\xBF", 3) != 0);
}

/*
 * The reference that stands for a character, or NULL where it needs none.  '>' is always one, so
 * that no "]]>" appears in text.  A reader turns \r into \n, and white space of an attribute into
 * spaces, unless they are references.
 */
static const char *
reference(char c, bool attribute)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '\r':
		return "&#13;";
	case '"':
		return attribute ? "&quot;" : NULL;
	case '\n':
		return attribute ? "&#10;" : NULL;
	case '\t':
		return attribute ? "&#9;" : NULL;
	default:
		return NULL;
	}
}

static void
escape(struct buf *out, const char *s, size_t len, bool attribute)
{
	for (size_t i = 0; i < len;) {
		size_t n = text_utf8(s + i, len - i);
		const char *ref = reference(s[i], attribute);
		if (!n || !is_char(s + i, n)) {
			buf_adds(out, "\xEF\xBF\xBD");
		} else if (ref) {
			buf_adds(out, ref);
		} else {
			buf_add(out, s + i, n);
		}
		i += n ? n : 1;
	}
}

void
xml_init(struct xml *x, struct buf *out)
{
	*x = (struct xml){.out = out};
	buf_adds(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
}

static void
close_tag(struct xml *x)
{
	if (x->tag) {
		buf_addc(x->out, '>');
		x->tag = false;
	}
}

void
xml_begin(struct xml *x, const char *name)
{
	assert(x->depth < XML_DEPTH);
	close_tag(x);
	/* Indentation between text and an element would change the text. */
	if (!x->text) {
		new_line(x);
	}
	buf_addc(x->out, '<');
	buf_adds(x->out, name);
	x->open[x->depth++] = name;
	x->tag = true;
	x->text = false;
}

void
xml_attr(struct xml *x, const char *name, const char *value)
{
	assert(x->tag);
	buf_addc(x->out, ' ');
	buf_adds(x->out, name);
	buf_adds(x->out, "=\"");
	escape(x->out, value, strlen(value), true);
	buf_addc(x->out, '"');
}

void
xml_attrf(struct xml *x, const char *name, const char *format, ...)
{
	struct buf value = {0};
	va_list args;
	va_start(args, format);
	buf_addv(&value, format, args);
	va_end(args);
	xml_attr(x, name, buf_str(&value));
	buf_free(&value);
}

void
xml_text(struct xml *x, const char *s, size_t len)
{
	assert(x->depth);
	close_tag(x);
	escape(x->out, s, len, false);
	x->text = true;
}

void
xml_end(struct xml *x)
{
	assert(x->depth > 0);
	const char *name = x->open[--x->depth];
	if (x->tag) {
		buf_adds(x->out, "/>");
	} else {
		if (!x->text) {
			new_line(x);
		}
		buf_adds(x->out, "</");
		buf_adds(x->out, name);
		buf_addc(x->out, '>');
	}
	x->tag = false;
	x->text = false;
	if (!x->depth) {
		buf_addc(x->out, '\n');
	}
}
