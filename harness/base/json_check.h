// SPDX-License-Identifier: MIT
/* For tests only: a strict reader of JSON (RFC 8259) that builds nothing and only says where a text
 * stops being JSON. */
#ifndef HAZARD_JSON_CHECK_H
#define HAZARD_JSON_CHECK_H

#include <ctype.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "text.h"

struct json_reader {
	const char *s, *end;
	int depth;
	/* Called for every key, as it is written (escapes and all); NULL: nobody wants them. */
	void (*key)(void *data, const char *key, size_t len);
	void *data;
};

static bool json_check_value(struct json_reader *r);

static void
json_check_space(struct json_reader *r)
{
	while (r->s < r->end && strchr(" \t\n\r", *r->s) && *r->s) {
		r->s++;
	}
}

static bool
json_check_take(struct json_reader *r, const char *word)
{
	size_t n = strlen(word);
	if ((size_t)(r->end - r->s) < n || memcmp(r->s, word, n) != 0) {
		return false;
	}
	r->s += n;
	return true;
}

static bool
json_check_escape(struct json_reader *r)
{
	if (r->s == r->end) {
		return false;
	}
	char c = *r->s++;
	if (c != 'u') {
		return c && strchr("\"\\/bfnrt", c) != NULL;
	}
	for (int i = 0; i < 4; i++, r->s++) {
		if (r->s == r->end || !isxdigit((unsigned char)*r->s)) {
			return false;
		}
	}
	return true;
}

static bool
json_check_string(struct json_reader *r)
{
	if (!json_check_take(r, "\"")) {
		return false;
	}
	while (r->s < r->end && *r->s != '"') {
		size_t n = text_utf8(r->s, (size_t)(r->end - r->s));
		if (!n || (unsigned char)*r->s < 0x20) {
			return false;
		}
		bool escape = *r->s == '\\';
		r->s += n;
		if (escape && !json_check_escape(r)) {
			return false;
		}
	}
	return json_check_take(r, "\"");
}

static bool
json_check_digits(struct json_reader *r)
{
	const char *start = r->s;
	while (r->s < r->end && isdigit((unsigned char)*r->s)) {
		r->s++;
	}
	return r->s > start;
}

static bool
json_check_number(struct json_reader *r)
{
	json_check_take(r, "-");
	bool zero = r->s < r->end && *r->s == '0';
	const char *start = r->s;
	if (!json_check_digits(r) || (zero && r->s - start > 1)) {
		return false;
	}
	return !json_check_take(r, ".") || json_check_digits(r);
}

static bool
json_check_member(struct json_reader *r)
{
	const char *start = r->s;
	if (!json_check_string(r)) {
		return false;
	}
	if (r->key) {
		r->key(r->data, start + 1, (size_t)(r->s - start - 2));
	}
	json_check_space(r);
	return json_check_take(r, ":") && json_check_value(r);
}

static bool
json_check_items(struct json_reader *r, bool object)
{
	const char *close = object ? "}" : "]";
	json_check_space(r);
	if (json_check_take(r, close)) {
		return true;
	}
	do {
		json_check_space(r);
		if (!(object ? json_check_member(r) : json_check_value(r))) {
			return false;
		}
		json_check_space(r);
	} while (json_check_take(r, ","));
	return json_check_take(r, close);
}

static bool
json_check_value(struct json_reader *r)
{
	json_check_space(r);
	bool object = json_check_take(r, "{");
	if (object || json_check_take(r, "[")) {
		bool good = ++r->depth < 64 && json_check_items(r, object);
		r->depth--;
		return good;
	}
	if (r->s < r->end && *r->s == '"') {
		return json_check_string(r);
	}
	return json_check_take(r, "true") || json_check_take(r, "false") ||
	       json_check_take(r, "null") || json_check_number(r);
}

/* Whether the reader's text is one JSON value and nothing else. */
static bool
json_check(struct json_reader *r)
{
	bool good = json_check_value(r);
	json_check_space(r);
	return good && r->s == r->end;
}

#endif
