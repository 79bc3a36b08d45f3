// SPDX-License-Identifier: MIT
/* Text that came from a program, made safe for where it is shown; and small string helpers. */
#ifndef HAZARD_TEXT_H
#define HAZARD_TEXT_H

#include <stdbool.h>
#include <stddef.h>

struct buf;

/*
 * Length in bytes (1..4) of the well-formed UTF-8 sequence at s[0..len), or 0 where there is none:
 * no overlong forms, surrogates or values above U+10FFFF (Unicode 15, table 3-7).
 */
size_t text_utf8(const char *s, size_t len);

/*
 * Adds s to `out` for a terminal: well-formed UTF-8, tabs and (if `lines`) newlines stay; every control
 * byte and every ill-formed byte is shown as \xHH, so that no escape sequence gets through.  So is the bracket of `##[`
 * and `##vso[`, which the log readers of GitHub Actions and Azure Pipelines take for commands anywhere in a line.
 */
void text_terminal(struct buf *out, const char *s, size_t len, bool lines);

/*
 * Makes harmless, in all lines of `out` from byte `from` on, what the log reader of GitHub Actions takes for a command of its
 * own: a line that begins with `::`, also behind blanks (src/Runner.Common/ActionCommand.cs in its source), gets a `|` before
 * it.  For text that is finished: after wrapping and indenting.
 */
void text_no_commands(struct buf *out, size_t from);

/* Columns that text_terminal's result takes up, counting each code point as one. */
size_t text_width(const char *s);

bool text_starts(const char *s, const char *prefix);
bool text_ends(const char *s, const char *suffix);

/*
 * The nearest of `names` (ended by NULL) to `word` by edit distance, or NULL where none is near enough to
 * be what was meant (at most a third of the word's length, at least 1).  Borrowed from `names`.
 */
const char *text_nearest(const char *word, const char *const *names);

#endif
