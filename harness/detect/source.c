// SPDX-License-Identifier: MIT
#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>

#include "arena.h"
#include "buf.h"
#include "fingerprint.h"
#include "vec.h"

enum lexed { CODE, LINE_COMMENT, BLOCK_COMMENT, STRING, CHARACTER };

struct reader {
	struct arena *arena;
	struct buf line; /* so far */
	VEC(struct source_line) lines;
	enum lexed where;
	bool blank; /* one is pending */
	int depth, block;
};

static bool
is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_' || c == '$' || (unsigned char)c >= 0x80;
}

/* A character of code: blanks stay only where they separate two words. */
static void
add_code(struct reader *r, char c)
{
	char last = r->line.len ? r->line.data[r->line.len - 1] : '\0';
	if (r->blank && is_word(last) && is_word(c)) {
		buf_addc(&r->line, ' ');
	}
	r->blank = false;
	buf_addc(&r->line, c);
}

/* Braces in the first column are a function's own, whatever the preprocessor left unbalanced
 * before. */
static void
brace(struct reader *r, char c, bool first)
{
	if (c == '{') {
		r->depth = first ? 0 : r->depth;
		r->block += r->depth == 0;
		r->depth++;
	} else if (c == '}') {
		r->depth = first || r->depth == 0 ? 0 : r->depth - 1;
	}
}

static void
end_line(struct reader *r)
{
	*VEC_PUSH(&r->lines) = (struct source_line){
		.text = arena_strndup(r->arena, buf_str(&r->line), r->line.len), .block = r->block};
	buf_clear(&r->line);
	r->blank = false;
	if (r->where != BLOCK_COMMENT) {
		r->where = CODE;
	}
}

/* In code: returns how many characters were read. */
static size_t
read_code(struct reader *r, const char *s, size_t left, bool first)
{
	char c = s[0], next = left > 1 ? s[1] : '\0';
	if (c == '/' && (next == '/' || next == '*')) {
		r->where = next == '/' ? LINE_COMMENT : BLOCK_COMMENT;
		r->blank = true;
		return 2;
	}
	if (isspace((unsigned char)c)) {
		r->blank = true;
		return 1;
	}
	if (c == '"' || c == '\'') {
		r->where = c == '"' ? STRING : CHARACTER;
	}
	brace(r, c, first);
	add_code(r, c);
	return 1;
}

/* In a literal. */
static size_t
read_literal(struct reader *r, const char *s, size_t left)
{
	char end = r->where == STRING ? '"' : '\'';
	if (s[0] == '\\' && left > 1 && s[1] != '\n') {
		buf_add(&r->line, s, 2);
		return 2;
	}
	buf_addc(&r->line, s[0]);
	r->where = s[0] == end ? CODE : r->where;
	return 1;
}

static size_t
read_some(struct reader *r, const char *s, size_t left, bool first)
{
	switch (r->where) {
	case CODE:
		return read_code(r, s, left, first);
	case STRING:
	case CHARACTER:
		return read_literal(r, s, left);
	case LINE_COMMENT:
		return 1;
	case BLOCK_COMMENT:
		if (s[0] == '*' && left > 1 && s[1] == '/') {
			r->where = CODE;
			return 2;
		}
		return 1;
	}
	return 1;
}

struct source
source_read(struct arena *arena, const char *text, size_t len)
{
	struct reader r = {.arena = arena};
	for (size_t i = 0; i < len;) {
		if (text[i] == '\n') {
			/* a spliced line goes on in the same state */
			enum lexed before = r.where;
			bool spliced = i > 0 && text[i - 1] == '\\';
			end_line(&r);
			r.where = spliced ? before : r.where;
			i++;
			continue;
		}
		i += read_some(&r, text + i, len - i, i == 0 || text[i - 1] == '\n');
	}
	if (r.line.len || (len && text[len - 1] != '\n')) {
		end_line(&r);
	}
	struct source source = {.count = r.lines.len};
	if (source.count) {
		source.lines =
			arena_memdup(arena, r.lines.items, source.count * sizeof *source.lines);
	}
	VEC_FREE(&r.lines);
	buf_free(&r.line);
	return source;
}
