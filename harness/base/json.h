// SPDX-License-Identifier: MIT
/*
 * Writes JSON (RFC 8259) into a buffer, indented by two spaces.  Ill-formed UTF-8 in a string becomes U+FFFD, so the
 * result is always well-formed.  Calls that don't fit (a key outside an object, an end too many) are bugs.
 * Jansson, whose names begin with json_, reads it.
 */
#ifndef HAZARD_JSON_H
#define HAZARD_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;

enum { JSON_DEPTH = 32 };

struct json {
	struct buf *out; /* borrowed */
	int depth;
	bool some[JSON_DEPTH];   /* this level has an item already */
	bool object[JSON_DEPTH]; /* this level is an object, not an array */
	bool keyed;              /* a key waits for its value */
};

void jsonw_init(struct json *j, struct buf *out);
void jsonw_object(struct json *j); /* begins one */
void jsonw_array(struct json *j);
void jsonw_end(
	struct json *j); /* ends the innermost object or array; a newline after the outermost */
void jsonw_key(struct json *j, const char *key);
void jsonw_string(struct json *j, const char *s); /* NULL gives null */
void jsonw_string_len(struct json *j, const char *s, size_t len);
void jsonw_int(struct json *j, int64_t v);
void jsonw_real(struct json *j, double v, int decimals); /* finite */
void jsonw_bool(struct json *j, bool v);
void jsonw_null(struct json *j);

#endif
