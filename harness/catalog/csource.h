// SPDX-License-Identifier: MIT
/*
 * A C file as a row of bytes of which each is known to be code, string or comment, and as lines. It
 * follows translation phases 2 and 3 of C11 (5.1.1.2): a backslash before a newline splices lines,
 * in comments too. Any bytes will do; what isn't C only gets less sensible classes.
 */
#ifndef HAZARD_CSOURCE_H
#define HAZARD_CSOURCE_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct buf;

enum csource_class { CSOURCE_CODE, CSOURCE_STRING, CSOURCE_LINE_COMMENT, CSOURCE_BLOCK_COMMENT };

/* A line without its newline; the newline's class says what goes on into the next line. */
struct csource_line {
	size_t start, len;
};

struct csource {
	const char *text; /* borrowed */
	size_t len;
	unsigned char *classes; /* enum csource_class of each byte; a newline that ends a line
				   comment is code */
	struct csource_line *lines;
	size_t line_count;
};

/* `text` is borrowed; what is made lives in `a`. */
void csource_init(struct csource *s, struct arena *a, const char *text, size_t len);

/* Line numbers are 1..line_count in all of these. */

/* Whether anything on the line is neither blank nor comment. */
bool csource_has_code(const struct csource *s, size_t line);

/* Adds the line with each comment as one blank, and none at the end: what counts for the compiler.
 */
void csource_code(const struct csource *s, size_t line, struct buf *out);

/* Lines with code on them. */
size_t csource_code_lines(const struct csource *s);

/*
 * Where the line's last line comment begins (at its first slash), as an offset in the text;
 * SIZE_MAX where none begins on this line.
 */
size_t csource_line_comment(const struct csource *s, size_t line);

/*
 * The next identifier or keyword of the code at or after *pos, its length in *len, its offset in
 * *pos; false at the end.  Numbers are no words.  To go on, set *pos to the word's end.
 */
bool csource_word(const struct csource *s, size_t *pos, size_t *len);

/* The next byte of code at or after `pos` that is not blank; s->len where there is none. */
size_t csource_next(const struct csource *s, size_t pos);

/* The line that holds the byte at `pos`. */
size_t csource_line_at(const struct csource *s, size_t pos);

/*
 * The header comment: a block comment that begins its line, the first or (after a line comment) the
 * second of the file.  Sets the lines it begins and ends on; false where there is none or it has no
 * end.
 */
bool csource_header(const struct csource *s, size_t *first, size_t *last);

#endif
