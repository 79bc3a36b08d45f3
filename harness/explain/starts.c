// SPDX-License-Identifier: MIT
#include "starts.h"

#include <ctype.h>
#include <string.h>

#include "arena.h"

enum { LONGEST_NAME = 64 };

static bool
is_name(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/* A whole word in a line; NULL: it isn't there. */
static const char *
find_word(const char *line, const char *name)
{
	size_t len = strlen(name);
	for (const char *p = line; (p = strstr(p, name)); p++) {
		if ((p == line || !is_name(p[-1])) && !is_name(p[len])) {
			return p;
		}
	}
	return NULL;
}

/* Whether the function declares the name itself, before line `end`: "int name = 2;". */
static bool
declares(const struct code *c, int first, int end, const char *name)
{
	for (int n = first; n < end; n++) {
		const char *line = code_bare(c, n), *word = line + strspn(line, " \t");
		const char *at = find_word(line, name);
		size_t type = 0;
		while (is_name(word[type])) {
			type++;
		}
		bool typed = type && at && at > word + type && isspace((unsigned char)word[type]) &&
			     strncmp(word, "return", 6) != 0 && strncmp(word, "static", 6) != 0;
		if (typed && strchr(" ,;=[", at[strlen(name)]) && !strchr(word, '(')) {
			return true;
		}
	}
	return false;
}

/* `pthread_create(…, &name)` of a variable that the function declares. */
static bool
gives_local(const struct code *c, int first, int n)
{
	char name[LONGEST_NAME];
	const char *last = strrchr(code_bare(c, n), ',');
	size_t len = 0;
	if (!last) {
		return false;
	}
	last += 1 + strspn(last + 1, " \t");
	if (*last != '&') {
		return false;
	}
	while (is_name(last[1 + len]) && len < sizeof name - 1) {
		name[len] = last[1 + len];
		len++;
	}
	name[len] = '\0';
	return len && last[1 + len] == ')' && declares(c, first, n, name);
}

static struct start_function
read_function(struct arena *a, const struct code *c, int first, int last)
{
	struct start_function f = {
		.body = code_between(a, c, first, last), .first = first, .last = last};
	int started = first, joined = last + 1;
	for (int n = first; n <= last; n++) {
		if (code_names(code_bare(c, n), "pthread_create")) {
			started = n;
			f.gives_local |= gives_local(c, first, n);
		}
		if (joined > last && code_names(code_bare(c, n), "pthread_join")) {
			joined = n;
			f.joins = true;
		}
	}
	f.after = code_between(a, c, started + 1, joined - 1);
	return f;
}

struct starts
starts_read(struct arena *a, const struct code *c)
{
	struct starts s = {.count = 0};
	int first, last = 0;
	for (int n = 1; n <= (int)c->count && s.count < STARTS_MOST; n++) {
		if (n > last && code_names(code_bare(c, n), "pthread_create") &&
			code_function(c, n, &first, &last)) {
			s.items[s.count++] = read_function(a, c, first, last);
		}
	}
	return s;
}

/* Defined outside of functions: in a line that begins in the first column and doesn't look like a function's. */
static bool
is_global(const struct code *c, const char *name)
{
	for (int n = 1; n <= (int)c->count; n++) {
		const char *line = code_bare(c, n);
		if ((isalpha((unsigned char)line[0]) || line[0] == '_' || line[0] == '}') &&
			strpbrk(line, ";={") && !strchr(line, '(') && code_names(line, name)) {
			return true;
		}
	}
	return false;
}

bool
starts_share(const struct code *c, const char *line, const char *text)
{
	char name[LONGEST_NAME];
	for (const char *p = line; *p;) {
		size_t len = 0;
		while (is_name(p[len]) && len < sizeof name - 1) {
			name[len] = p[len];
			len++;
		}
		name[len] = '\0';
		bool member = p > line &&
			      (p[-1] == '.' || (p[-1] == '>' && p - line > 1 && p[-2] == '-'));
		if (len && !isdigit((unsigned char)*name) && p[len] != '(' &&
			(member || is_global(c, name)) && code_names(text, name)) {
			return true;
		}
		p += len ? len : 1;
	}
	return false;
}

bool
starts_polled(const struct code *c, int n)
{
	int first = n, last = n;
	code_function(c, n, &first, &last);
	for (int i = 1; i <= (int)c->count; i++) {
		const char *line = code_bare(c, i), *p = line + strspn(line, " \t}");
		if ((i < first || i > last) && strncmp(p, "while (", 7) == 0 &&
			starts_share(c, code_bare(c, n), p)) {
			return true;
		}
	}
	return false;
}
