// SPDX-License-Identifier: MIT
#include "json.h"

#include <assert.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "buf.h"
#include "text.h"

void
jsonw_init(struct json *j, struct buf *out)
{
	*j = (struct json){.out = out};
}

static void
new_line(struct json *j)
{
	buf_addc(j->out, '\n');
	for (int i = 0; i < j->depth; i++) {
		buf_adds(j->out, "  ");
	}
}

/* What comes before any item of the innermost level: a comma, a line of its own. */
static void
separate(struct json *j)
{
	if (j->some[j->depth]) {
		buf_addc(j->out, ',');
	}
	j->some[j->depth] = true;
	if (j->depth) {
		new_line(j);
	}
}

static void
before_value(struct json *j)
{
	if (j->depth && j->object[j->depth]) {
		assert(j->keyed);
		j->keyed = false;
		return;
	}
	assert(j->depth || !j->some[0]);
	separate(j);
}

static void
begin(struct json *j, bool object)
{
	before_value(j);
	assert(j->depth + 1 < JSON_DEPTH);
	j->depth++;
	j->some[j->depth] = false;
	j->object[j->depth] = object;
	buf_addc(j->out, object ? '{' : '[');
}

void
jsonw_object(struct json *j)
{
	begin(j, true);
}

void
jsonw_array(struct json *j)
{
	begin(j, false);
}

void
jsonw_end(struct json *j)
{
	assert(j->depth > 0 && !j->keyed);
	bool some = j->some[j->depth], object = j->object[j->depth];
	j->depth--;
	if (some) {
		new_line(j);
	}
	buf_addc(j->out, object ? '}' : ']');
	if (!j->depth) {
		buf_addc(j->out, '\n');
	}
}

/* The short escape of a character that RFC 8259, section 7, doesn't allow as it is; NULL: it has
 * none. */
static const char *
short_escape(char c)
{
	switch (c) {
	case '"':
		return "\\\"";
	case '\\':
		return "\\\\";
	case '\n':
		return "\\n";
	case '\r':
		return "\\r";
	case '\t':
		return "\\t";
	default:
		return NULL;
	}
}

static void
quote(struct buf *out, const char *s, size_t len)
{
	buf_addc(out, '"');
	for (size_t i = 0; i < len;) {
		size_t n = text_utf8(s + i, len - i);
		const char *escape = short_escape(s[i]);
		unsigned char c = (unsigned char)s[i];
		if (escape) {
			buf_adds(out, escape);
		} else if (c < 0x20 || c == 0x7F) {
			buf_addf(out, "\\u%04x", c);
		} else if (!n) {
			buf_adds(out, "\xEF\xBF\xBD");
		} else {
			buf_add(out, s + i, n);
		}
		i += n ? n : 1;
	}
	buf_addc(out, '"');
}

void
jsonw_key(struct json *j, const char *key)
{
	assert(j->depth && j->object[j->depth] && !j->keyed);
	separate(j);
	quote(j->out, key, strlen(key));
	buf_adds(j->out, ": ");
	j->keyed = true;
}

void
jsonw_string_len(struct json *j, const char *s, size_t len)
{
	before_value(j);
	quote(j->out, s, len);
}

void
jsonw_string(struct json *j, const char *s)
{
	if (!s) {
		jsonw_null(j);
		return;
	}
	jsonw_string_len(j, s, strlen(s));
}

void
jsonw_int(struct json *j, int64_t v)
{
	before_value(j);
	buf_addf(j->out, "%" PRId64, v);
}

void
jsonw_real(struct json *j, double v, int decimals)
{
	assert(isfinite(v));
	before_value(j);
	size_t start = j->out->len;
	buf_addf(j->out, "%.*f", decimals, v);
	/* A locale may have made the point a comma. */
	char *comma = memchr(j->out->data + start, ',', j->out->len - start);
	if (comma) {
		*comma = '.';
	}
}

void
jsonw_bool(struct json *j, bool v)
{
	before_value(j);
	buf_adds(j->out, v ? "true" : "false");
}

void
jsonw_null(struct json *j)
{
	before_value(j);
	buf_adds(j->out, "null");
}
