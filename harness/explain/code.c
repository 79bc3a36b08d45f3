// SPDX-License-Identifier: MIT
#include "code.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "explain.h"
#include "vec.h"

enum { MOST_CALLS = 16, LONGEST_NAME = 64 };

/* Where the reader of characters is. */
enum place { IN_CODE, IN_LINE_COMMENT, IN_COMMENT, IN_STRING, IN_CHARACTER };

/* The place after text[i], and how many characters were looked at. */
static enum place
step(enum place p, const char *text, size_t len, size_t i, size_t *taken)
{
	char c = text[i], next = i + 1 < len ? text[i + 1] : '\0';
	*taken = 1;
	switch (p) {
	case IN_CODE:
		if (c == '/' && (next == '/' || next == '*')) {
			*taken = 2;
			return next == '/' ? IN_LINE_COMMENT : IN_COMMENT;
		}
		return c == '"' ? IN_STRING : c == '\'' ? IN_CHARACTER : IN_CODE;
	case IN_COMMENT:
		if (c == '*' && next == '/') {
			*taken = 2;
			return IN_CODE;
		}
		return p;
	case IN_LINE_COMMENT:
		return c == '\n' ? IN_CODE : p;
	case IN_STRING:
	case IN_CHARACTER:
		if (c == '\\' && next && next != '\n') {
			*taken = 2;
			return p;
		}
		return c == '\n' || c == (p == IN_STRING ? '"' : '\'') ? IN_CODE : p;
	}
	return p;
}

/* A copy with comments and the insides of strings as blanks; newlines stay. */
static char *
make_bare(struct arena *a, const char *text, size_t len)
{
	char *bare = arena_strndup(a, text, len);
	enum place p = IN_CODE;
	for (size_t i = 0, taken; i < len; i += taken) {
		enum place after = step(p, text, len, i, &taken);
		bool quote = (p == IN_CODE && (after == IN_STRING || after == IN_CHARACTER)) ||
			     (after == IN_CODE && (p == IN_STRING || p == IN_CHARACTER));
		for (size_t k = i; k < i + taken && k < len; k++) {
			if ((p != IN_CODE || after != IN_CODE) && !quote && text[k] != '\n') {
				bare[k] = ' ';
			}
		}
		p = after;
	}
	return bare;
}

const char *
code_bare(const struct code *c, int n)
{
	return n > 0 && (size_t)n <= c->count ? c->lines[n - 1].bare : "";
}

/* A line that could begin a definition: something in the first column, but no brace, label or directive. */
static bool
begins(const char *line)
{
	return (isalpha((unsigned char)line[0]) || line[0] == '_') && !strchr(line, ';') &&
	       line[strcspn(line, ":")] == '\0';
}

bool
code_function(const struct code *c, int n, int *first, int *last)
{
	int count = (int)c->count, from = n, to = n;
	if (n < 1 || n > count) {
		return false;
	}
	while (from > 1 && !begins(code_bare(c, from))) {
		if (from < n && code_bare(c, from)[0] == '}') {
			return false; /* between functions */
		}
		from--;
	}
	while (to < count && code_bare(c, to)[0] != '}') {
		to++;
	}
	/* "static void *", then the name in a line of its own: both begin in the first column. */
	while (from > 1 && begins(code_bare(c, from - 1))) {
		from--;
	}
	*first = from;
	*last = to;
	return begins(code_bare(c, from)) && code_bare(c, to)[0] == '}';
}

const char *
code_between(struct arena *a, const struct code *c, int first, int last)
{
	struct buf out = {0};
	for (int n = first; n <= last; n++) {
		buf_adds(&out, code_bare(c, n));
		buf_addc(&out, '\n');
	}
	const char *text = arena_strdup(a, buf_str(&out));
	buf_free(&out);
	return text;
}

static bool
is_name(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

bool
code_names(const char *text, const char *identifier)
{
	size_t len = strlen(identifier);
	for (const char *p = text; (p = strstr(p, identifier)); p += len) {
		if ((p == text || !is_name(p[-1])) && !is_name(p[len])) {
			return true;
		}
	}
	return false;
}

static int
compare_definitions(const void *a, const void *b)
{
	const struct code_definition *x = a, *y = b;
	int order = strcmp(x->name, y->name);
	return order ? order : x->line - y->line;
}

/* Of each line in the first column the names before a parenthesis: "static int", "serve(void *arg)". */
static void
find_definitions(struct arena *a, struct code *c)
{
	VEC(struct code_definition) found = {0};
	for (int n = 1; n <= (int)c->count; n++) {
		const char *line = code_bare(c, n);
		size_t len;
		for (const char *p = begins(line) ? line : ""; *p; p += len ? len : 1) {
			for (len = 0; is_name(p[len]); len++) {
			}
			if (len && p[len] == '(') {
				*VEC_PUSH(&found) =
					(struct code_definition){arena_strndup(a, p, len), n};
			}
		}
	}
	if (found.len) {
		qsort(found.items, found.len, sizeof *found.items, compare_definitions);
		c->definitions = arena_memdup(a, found.items, found.len * sizeof *found.items);
	}
	c->definition_count = found.len;
	VEC_FREE(&found);
}

static int
compare_names(const void *a, const void *b)
{
	return strcmp(((const struct code_definition *)a)->name,
		((const struct code_definition *)b)->name);
}

/* The line in which a function of that name is defined; 0: none. */
static int
find_definition(const struct code *c, const char *name)
{
	struct code_definition key = {.name = name};
	const struct code_definition *found =
		c->definition_count ? bsearch(&key, c->definitions, c->definition_count, sizeof key,
					      compare_names)
				    : NULL;
	return found ? found->line : 0;
}

const char *
code_reach(struct arena *a, const struct code *c, int n)
{
	int first, last, calls = 0;
	if (!code_function(c, n, &first, &last)) {
		return "";
	}
	const char *body = code_between(a, c, first, last);
	struct buf out = {0};
	buf_adds(&out, body);
	for (const char *p = body; *p && calls < MOST_CALLS;) {
		size_t len = 0;
		while (is_name(p[len])) {
			len++;
		}
		int at = 0, from, to;
		if (len && len < LONGEST_NAME && p[len] == '(') {
			at = find_definition(c, arena_strndup(a, p, len));
		}
		if (at && (at < first || at > last) && code_function(c, at, &from, &to)) {
			buf_adds(&out, code_between(a, c, from, to));
			calls++;
		}
		p += len ? len : 1;
	}
	const char *text = arena_strdup(a, buf_str(&out));
	buf_free(&out);
	return text;
}

struct code
code_read(struct arena *a, const struct explain_file *file)
{
	struct code c = {.file = file};
	if (!file->text) {
		return c;
	}
	/* A file with NULs in it is none to be read as text: it ends there. */
	size_t len = strnlen(file->text, file->len), count = 1;
	char *text = arena_strndup(a, file->text, len), *bare = make_bare(a, text, len);
	for (size_t i = 0; i < len; i++) {
		count += text[i] == '\n';
	}
	c.lines = arena_alloc(a, count, sizeof *c.lines);
	for (size_t i = 0; i < len; c.count++) {
		size_t end = i + strcspn(text + i, "\n");
		c.lines[c.count] = (struct code_line){text + i, bare + i};
		i = end + 1;
		text[end] = bare[end] = '\0';
		if (end && text[end - 1] == '\r') {
			text[end - 1] = '\0';
		}
	}
	find_definitions(a, &c);
	return c;
}
