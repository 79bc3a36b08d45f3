// SPDX-License-Identifier: MIT
#include <stdio.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "lint.h"
#include "lint_rules.h"
#include "text.h"

enum { TAB_WIDTH = 8 };

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* The line's code in the lint's own memory. */
static const char *
code_of(struct lint *l, const struct lint_program *p, size_t line)
{
	struct buf code = {0};
	csource_code(&p->source, line, &code);
	const char *s = arena_strndup(l->a, buf_str(&code), code.len);
	buf_free(&code);
	return s;
}

void
lint_spdx(struct lint *l, const struct lint_program *p)
{
	static const char spdx[] = "// SPDX-License-Identifier: ";
	if (!text_starts(p->p->text, spdx) || p->p->text[strlen(spdx)] <= ' ') {
		LINT_WRONG(l, p, 1, "the first line names the licence; write `%sMIT`", spdx);
	}
}

void
lint_length(struct lint *l, const struct lint_program *p)
{
	size_t lines = csource_code_lines(&p->source);
	if (p->p->role != PROGRAM_FIX && lines > LINT_CODE_LINES) {
		LINT_WRONG(l, p, 0, "%zu lines of code; a case has at most %d, shorten it", lines,
			LINT_CODE_LINES);
	}
}

static size_t
columns(const char *s, size_t len)
{
	size_t column = 0;
	for (size_t i = 0; i < len; i++) {
		if (s[i] == '\t') {
			column += TAB_WIDTH - column % TAB_WIDTH;
		} else {
			column += ((unsigned char)s[i] & 0xC0) != 0x80;
		}
	}
	return column;
}

void
lint_columns(struct lint *l, const struct lint_program *p)
{
	for (size_t n = 1; n <= p->source.line_count; n++) {
		struct csource_line line = p->source.lines[n - 1];
		size_t width = columns(p->p->text + line.start, line.len);
		if (width > LINT_COLUMNS) {
			LINT_WRONG(l, p, (int)n, "%zu columns; a line has at most %d, break it",
				width, LINT_COLUMNS);
		}
	}
}

void
lint_unwritten(struct lint *l, const struct lint_program *p)
{
	for (size_t n = 1; n <= p->source.line_count; n++) {
		struct csource_line line = p->source.lines[n - 1];
		if (memmem(p->p->text + line.start, line.len, "TODO", strlen("TODO"))) {
			LINT_WRONG(l, p, (int)n, "something is left to be written here (TODO)");
		}
	}
}

void
lint_tabs(struct lint *l, const struct lint_program *p)
{
	for (size_t n = 1; n <= p->source.line_count; n++) {
		struct csource_line line = p->source.lines[n - 1];
		if (line.len && p->p->text[line.start] == ' ' &&
			p->source.classes[line.start] == CSOURCE_CODE) {
			LINT_WRONG(l, p, (int)n, "indented by blanks; use tabs");
		}
	}
}

/* What closes minus what opens among ( and [, or more than 0 at once where something closes first.
 */
static bool
is_balanced(const char *code)
{
	int depth = 0;
	char quote = '\0';
	for (; *code; code++) {
		if (quote) {
			if (*code == '\\' && code[1]) {
				code++;
			} else if (*code == quote) {
				quote = '\0';
			}
		} else if (*code == '"' || *code == '\'') {
			quote = *code;
		} else {
			depth += (*code == '(' || *code == '[') - (*code == ')' || *code == ']');
			if (depth < 0) {
				return false;
			}
		}
	}
	return depth == 0;
}

/* Whether what stands before a line lets a statement begin on it. */
static bool
ends_statement(const char *code)
{
	size_t len = strlen(code);
	if (!len || code[strspn(code, " \t")] == '#') {
		return true;
	}
	return strchr(";{}:)", code[len - 1]) || text_ends(code, "else") || text_ends(code, "do");
}

static bool
is_one_statement(struct lint *l, const struct lint_program *p, size_t n)
{
	const char *code = code_of(l, p, n);
	size_t len = strlen(code), before = n - 1;
	while (before && !csource_has_code(&p->source, before)) {
		before--;
	}
	return len && strchr(";{}:", code[len - 1]) && is_balanced(code) &&
	       (!before || ends_statement(code_of(l, p, before)));
}

void
lint_statement(struct lint *l, const struct lint_program *p)
{
	int last = 0;
	for (size_t i = 0; i < p->p->place_count; i++) {
		int n = p->p->places[i].line;
		if (n != last && !is_one_statement(l, p, (size_t)n)) {
			LINT_WRONG(l, p, n,
				"only a part of a statement is marked; write the statement on "
				"one line");
		}
		last = n;
	}
}

static bool
is_word(const struct lint_program *p, size_t pos, size_t len, const char *word)
{
	return strlen(word) == len && memcmp(p->p->text + pos, word, len) == 0;
}

/* The name that is called at `pos`, of `names` (ended by NULL), or NULL. */
static const char *
called(const struct lint_program *p, size_t pos, size_t len, const char *const *names)
{
	size_t next = csource_next(&p->source, pos + len);
	if (next >= p->source.len || p->p->text[next] != '(') {
		return NULL;
	}
	for (; *names; names++) {
		if (is_word(p, pos, len, *names)) {
			return *names;
		}
	}
	return NULL;
}

static bool
is_marked(const struct lint_program *p, int line, enum place_role role)
{
	for (size_t i = 0; i < p->p->place_count; i++) {
		if (p->p->places[i].line == line && (p->p->places[i].roles & role)) {
			return true;
		}
	}
	return false;
}

void
lint_sleep(struct lint *l, const struct lint_program *p)
{
	static const char *const sleeps[] = {
		"sleep", "usleep", "nanosleep", "clock_nanosleep", "thrd_sleep", NULL};
	size_t len;
	for (size_t pos = 0; csource_word(&p->source, &pos, &len); pos += len) {
		const char *name = called(p, pos, len, sleeps);
		int line = name ? (int)csource_line_at(&p->source, pos) : 0;
		if (name && !is_marked(p, line, ROLE_SLEEP)) {
			LINT_WRONG(l, p, line,
				"%s() makes the bug likelier or rarer; remove it, or mark the "
				"line with role "
				"`sleep` where sleeping is the bug",
				name);
		}
	}
}

void
lint_calls(struct lint *l, const struct lint_program *p)
{
	static const char *const forbidden[] = {"alarm", "assert", "abort", NULL};
	size_t len;
	for (size_t pos = 0; csource_word(&p->source, &pos, &len); pos += len) {
		const char *name = called(p, pos, len, forbidden);
		if (name) {
			LINT_WRONG(l, p, (int)csource_line_at(&p->source, pos),
				"%s() has no place in a case; print `wrong: …` and exit 1 where "
				"the result is "
				"wrong, and let what hangs hang",
				name);
		}
	}
}

/* Whether the line is `#<directive> ROUNDS` and, where `number`, a number of at least 2 behind. */
static bool
is_directive(
	struct lint *l, const struct lint_program *p, size_t n, const char *directive, bool number)
{
	if (n > p->source.line_count) {
		return false;
	}
	const char *s = code_of(l, p, n);
	size_t len = strlen(directive);
	if (s[0] != '#' || strncmp(s + 1, directive, len) != 0) {
		return false;
	}
	s += 1 + len;
	if (strcmp(directive, "endif") == 0) {
		return !*s;
	}
	s += strspn(s, " \t");
	if (!text_starts(s, "ROUNDS")) {
		return false;
	}
	s += strlen("ROUNDS");
	bool blank = is_blank(*s);
	s += strspn(s, " \t");
	size_t digits = strspn(s, "0123456789");
	return number ? blank && digits && !s[digits] && digits < 10 && (digits > 1 || *s >= '2')
		      : !*s;
}

void
lint_rounds(struct lint *l, const struct lint_program *p)
{
	size_t len, pos = 0;
	while (csource_word(&p->source, &pos, &len) && !is_word(p, pos, len, "ROUNDS")) {
		pos += len;
	}
	if (pos >= p->source.len || !is_word(p, pos, len, "ROUNDS")) {
		return;
	}
	size_t n = csource_line_at(&p->source, pos);
	if (!is_directive(l, p, n, "ifndef", false) || !is_directive(l, p, n + 1, "define", true) ||
		!is_directive(l, p, n + 2, "endif", false)) {
		LINT_WRONG(l, p, (int)n,
			"ROUNDS is set from outside; before its first use come the three lines "
			"`#ifndef "
			"ROUNDS`, `#define ROUNDS 20000`, `#endif`");
	}
}
