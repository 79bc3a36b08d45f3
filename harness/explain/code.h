// SPDX-License-Identifier: MIT
/* C source as a reader looks at it: lines, the function around a line, and text without comments and strings. */
#ifndef HAZARD_CODE_H
#define HAZARD_CODE_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct explain_file;

struct code_line {
	const char *text; /* as it stands */
	const char *bare; /* comments and the insides of strings as blanks */
};

struct code_definition {
	const char *name;
	int line;
};

struct code {
	const struct explain_file *file; /* borrowed */
	struct code_line *lines;         /* line n is lines[n - 1] */
	size_t count;
	struct code_definition *
		definitions; /* names that a line in the first column has before a parenthesis, sorted */
	size_t definition_count;
};

/* All in `a`.  A file without text gives no lines. */
struct code code_read(struct arena *a, const struct explain_file *file);

/* The text of line n without comments; "" where there is none. */
const char *code_bare(const struct code *c, int n);

/*
 * The lines of the function around line n: from its header to its closing brace, which stands in the first column.
 * False: there is none.
 */
bool code_function(const struct code *c, int n, int *first, int *last);

/* Lines first..last without comments, joined by newlines; in `a`. */
const char *code_between(struct arena *a, const struct code *c, int first, int last);

/*
 * The body of the function around line n, and the bodies of those functions of the same file that it calls: what one
 * reads to understand the line.  "" where there is none.
 */
const char *code_reach(struct arena *a, const struct code *c, int n);

/* Whether `text` has the identifier, whole. */
bool code_names(const char *text, const char *identifier);

#endif
