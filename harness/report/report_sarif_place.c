// SPDX-License-Identifier: MIT
/* Messages and locations of SARIF. */
#include <string.h>

#include "buf.h"
#include "fs.h"
#include "report_sarif.h"
#include "text.h"

enum { SNIPPET_MAX = 400, FUNCTION_MAX = 300 };

void
sarif_put(struct json *j, const char *key, const char *value)
{
	jsonw_key(j, key);
	jsonw_string(j, value);
}

void
sarif_put_int(struct json *j, const char *key, int value)
{
	jsonw_key(j, key);
	jsonw_int(j, value);
}

/*
 * Braces would be placeholders, so they are doubled (3.11.5); "](" would be the middle of a link, so it is parted, also where
 * brackets are escaped, which a link's text wants (3.11.6): not every reader knows the escapes.
 */
static void
add_escaped(struct buf *out, const char *text, bool link)
{
	for (; *text; text++) {
		if (link && strchr("[]\\", *text)) {
			buf_addc(out, '\\');
		}
		if (*text == '{' || *text == '}') {
			buf_addc(out, *text);
		}
		buf_addc(out, *text);
		if (text[0] == ']' && text[1] == '(') {
			buf_addc(out, ' ');
		}
	}
}

static void
put_message(struct sarif *s, const char *key, const struct buf *text)
{
	struct json *j = &s->json;
	jsonw_key(j, key);
	jsonw_object(j);
	sarif_put(j, "text", buf_str(text));
	jsonw_end(j);
}

void
sarif_message(struct sarif *s, const char *key, const char *text)
{
	struct buf b = {0};
	add_escaped(&b, item_text(&s->arena, text, ITEM_MESSAGE), false);
	put_message(s, key, &b);
	buf_free(&b);
}

void
sarif_message_link(struct sarif *s, const char *before, const char *link, int id, const char *after)
{
	struct buf b = {0};
	add_escaped(&b, before, false);
	buf_addc(&b, '[');
	add_escaped(&b, link, true);
	buf_addf(&b, "](%d)", id);
	add_escaped(&b, after, false);
	put_message(s, "message", &b);
	buf_free(&b);
}

/* RFC 3986: all but the unreserved characters and the slashes between segments are encoded. */
static const char *
uri_of(struct arena *a, const char *path)
{
	struct buf b = {0};
	if (path[0] == '/') {
		buf_adds(&b, "file://");
	}
	for (const char *p = path; *p; p++) {
		unsigned char c = (unsigned char)*p;
		bool plain = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
			     strchr("-._~/", c);
		buf_addf(&b, plain ? "%c" : "%%%02X", c);
	}
	const char *uri = arena_strndup(a, buf_str(&b), b.len);
	buf_free(&b);
	return uri;
}

static int
code_points(const char *text, size_t len)
{
	int n = 0;
	for (size_t i = 0; i < len; i++) {
		n += ((unsigned char)text[i] & 0xC0) != 0x80;
	}
	return n;
}

/* Tools count columns in bytes, the file in characters; without a column, from the first that is no blank. */
static void
put_columns(struct json *j, const char *text, size_t len, int column)
{
	size_t start = column > 0 ? (size_t)column - 1 : strspn(text, " \t");
	while (len && text[len - 1] == '\r') {
		len--;
	}
	if (start >= len) {
		return;
	}
	sarif_put_int(j, "startColumn", code_points(text, start) + 1);
	sarif_put_int(j, "endColumn", code_points(text, len) + 1);
	if (len <= SNIPPET_MAX) {
		jsonw_key(j, "snippet");
		jsonw_object(j);
		jsonw_key(j, "text");
		jsonw_string_len(j, text, len);
		jsonw_end(j);
	}
}

static void
put_region(struct sarif *s, const struct item *item, const char *path, int line, int column)
{
	struct json *j = &s->json;
	size_t len;
	const char *text = item_source_line(item, path, line, &len);
	jsonw_key(j, "region");
	jsonw_object(j);
	sarif_put_int(j, "startLine", line);
	sarif_put_int(j, "endLine", line);
	if (text) {
		put_columns(j, text, len, column);
	} else if (column > 0) {
		sarif_put_int(j, "startColumn", column);
	}
	jsonw_end(j);
}

void
sarif_place(struct sarif *s, const struct item *item, const char *path, int line, int column)
{
	struct json *j = &s->json;
	jsonw_key(j, "physicalLocation");
	jsonw_object(j);
	jsonw_key(j, "artifactLocation");
	jsonw_object(j);
	sarif_put(j, "uri", uri_of(&s->arena, path));
	if (path[0] != '/') {
		sarif_put(j, "uriBaseId", "%SRCROOT%");
	}
	jsonw_end(j);
	if (line > 0) {
		put_region(s, item, path, line, column);
	}
	jsonw_end(j);
}

void
sarif_frame(struct sarif *s, const struct item *item, const struct frame *f, bool always)
{
	struct json *j = &s->json;
	const char *path = f->file ? item_path(&s->arena, s->items, item, f->file) : NULL;
	if (path && f->line > 0 && (always || item_is_local(path))) {
		sarif_place(s, item, path, f->line, f->column);
	}
	if (f->function) {
		const char *name = item_text(&s->arena, f->function, FUNCTION_MAX);
		jsonw_key(j, "logicalLocations");
		jsonw_array(j);
		jsonw_object(j);
		sarif_put(j, "name", name);
		sarif_put(j, "kind", "function");
		jsonw_end(j);
		jsonw_end(j);
	}
}

const struct frame *
sarif_local_frame(struct sarif *s, const struct item *item, const struct stack *stack)
{
	for (size_t i = 0; i < stack->count; i++) {
		const struct frame *f = &stack->frames[i];
		if (f->file && f->line > 0 &&
			item_is_local(item_path(&s->arena, s->items, item, f->file))) {
			return f;
		}
	}
	return NULL;
}
