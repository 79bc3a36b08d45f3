// SPDX-License-Identifier: MIT
#include "csource.h"

#include <stdint.h>
#include <string.h>

#include "arena.h"
#include "buf.h"

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\v' || c == '\f' || c == '\r';
}

static bool
is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_' || (unsigned char)c >= 0x80;
}

/* How many bytes of spliced lines ("\\\n") are at `i`. */
static size_t
splice(const char *text, size_t len, size_t i)
{
	size_t start = i;
	while (i + 1 < len && text[i] == '\\' && text[i + 1] == '\n') {
		i += 2;
	}
	return i - start;
}

/* The end of what begins at `i` and goes on to the end of the line: the newline that no backslash
 * splices. */
static size_t
line_comment_end(const char *text, size_t len, size_t i)
{
	while (i < len && text[i] != '\n') {
		i += text[i] == '\\' && i + 1 < len && text[i + 1] == '\n' ? 2 : 1;
	}
	return i;
}

static size_t
block_comment_end(const char *text, size_t len, size_t i)
{
	for (i += 2; i < len; i++) {
		size_t after = i + 1 + splice(text, len, i + 1);
		if (text[i] == '*' && after < len && text[after] == '/') {
			return after + 1;
		}
	}
	return len;
}

/* A string or character constant; it ends at the end of the line if nothing else ends it. */
static size_t
string_end(const char *text, size_t len, size_t i)
{
	char quote = text[i];
	for (i++; i < len && text[i] != '\n'; i++) {
		if (text[i] == quote) {
			return i + 1;
		}
		if (text[i] == '\\' && i + 1 < len) {
			i++;
		}
	}
	return i;
}

static void
classify(struct csource *s)
{
	const char *text = s->text;
	size_t len = s->len;
	for (size_t i = 0; i < len;) {
		size_t end = i + 1, second = i + 1 + splice(text, len, i + 1);
		enum csource_class class = CSOURCE_CODE;
		if (text[i] == '/' && second < len && text[second] == '/') {
			class = CSOURCE_LINE_COMMENT;
			end = line_comment_end(text, len, second);
		} else if (text[i] == '/' && second < len && text[second] == '*') {
			class = CSOURCE_BLOCK_COMMENT;
			end = block_comment_end(text, len, second - 1);
		} else if (text[i] == '"' || text[i] == '\'') {
			class = CSOURCE_STRING;
			end = string_end(text, len, i);
		}
		end = end < len ? end : len;
		memset(s->classes + i, class, end - i);
		i = end;
	}
}

void
csource_init(struct csource *s, struct arena *a, const char *text, size_t len)
{
	*s = (struct csource){.text = text, .len = len};
	s->classes = arena_alloc(a, len + 1, 1);
	classify(s);
	size_t count = 0;
	for (size_t i = 0; i < len; i++) {
		count += text[i] == '\n' || i + 1 == len;
	}
	s->lines = arena_alloc(a, count + 1, sizeof *s->lines);
	for (size_t start = 0; start < len;) {
		const char *newline = memchr(text + start, '\n', len - start);
		size_t end = newline ? (size_t)(newline - text) : len;
		s->lines[s->line_count++] = (struct csource_line){start, end - start};
		start = end + 1;
	}
}

static bool
is_comment(const struct csource *s, size_t i)
{
	return s->classes[i] == CSOURCE_LINE_COMMENT || s->classes[i] == CSOURCE_BLOCK_COMMENT;
}

bool
csource_has_code(const struct csource *s, size_t line)
{
	struct csource_line l = s->lines[line - 1];
	for (size_t i = l.start; i < l.start + l.len; i++) {
		if (!is_comment(s, i) && !is_blank(s->text[i])) {
			return true;
		}
	}
	return false;
}

void
csource_code(const struct csource *s, size_t line, struct buf *out)
{
	struct csource_line l = s->lines[line - 1];
	size_t end = 0, start = out->len;
	for (size_t i = l.start; i < l.start + l.len; i++) {
		if (!is_comment(s, i)) {
			buf_addc(out, s->text[i]);
			end = is_blank(s->text[i]) ? end : out->len - start;
		} else if (i == l.start || !is_comment(s, i - 1)) {
			buf_addc(out, ' ');
		}
	}
	if (out->data) {
		out->len = start + end;
		out->data[out->len] = '\0';
	}
}

size_t
csource_code_lines(const struct csource *s)
{
	size_t count = 0;
	for (size_t line = 1; line <= s->line_count; line++) {
		count += csource_has_code(s, line);
	}
	return count;
}

size_t
csource_line_comment(const struct csource *s, size_t line)
{
	struct csource_line l = s->lines[line - 1];
	size_t i = l.start + l.len;
	if (!l.len || s->classes[i - 1] != CSOURCE_LINE_COMMENT) {
		return SIZE_MAX;
	}
	while (i > l.start && s->classes[i - 1] == CSOURCE_LINE_COMMENT) {
		i--;
	}
	bool spliced = i == l.start && i > 0 && s->classes[i - 1] == CSOURCE_LINE_COMMENT;
	return spliced ? SIZE_MAX : i;
}

bool
csource_word(const struct csource *s, size_t *pos, size_t *len)
{
	size_t i = *pos;
	while (i < s->len) {
		if (s->classes[i] != CSOURCE_CODE || !is_word(s->text[i])) {
			i++;
			continue;
		}
		size_t start = i;
		while (i < s->len && s->classes[i] == CSOURCE_CODE && is_word(s->text[i])) {
			i++;
		}
		if (s->text[start] < '0' || s->text[start] > '9') {
			*pos = start;
			*len = i - start;
			return true;
		}
	}
	return false;
}

size_t
csource_next(const struct csource *s, size_t pos)
{
	while (pos < s->len && (is_comment(s, pos) || is_blank(s->text[pos]))) {
		pos++;
	}
	return pos;
}

size_t
csource_line_at(const struct csource *s, size_t pos)
{
	size_t low = 0, high = s->line_count;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (s->lines[middle].start <= pos) {
			low = middle;
		} else {
			high = middle;
		}
	}
	return low + 1;
}

bool
csource_header(const struct csource *s, size_t *first, size_t *last)
{
	for (size_t line = 1; line <= 2 && line <= s->line_count; line++) {
		size_t start = s->lines[line - 1].start;
		if (!s->lines[line - 1].len || s->classes[start] == CSOURCE_CODE) {
			return false;
		}
		if (s->classes[start] != CSOURCE_BLOCK_COMMENT) {
			continue;
		}
		size_t end = block_comment_end(s->text, s->len, start);
		bool closed =
			end - start >= 4 && s->text[end - 1] == '/' && s->text[end - 2] == '*';
		*first = line;
		*last = csource_line_at(s, end - 1);
		return closed;
	}
	return false;
}
