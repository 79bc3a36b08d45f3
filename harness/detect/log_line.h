// SPDX-License-Identifier: MIT
/* Lines as a terminal or a CI's log has them, and what of them the tool itself printed. */
#ifndef HAZARD_LOG_LINE_H
#define HAZARD_LOG_LINE_H

#include "span.h"

struct buf;

/*
 * The text without escape sequences (ECMA-48 control sequences and operating system commands) and without what
 * carriage returns overwrote.  It may hold several lines.  Borrowed from `text` where nothing is to be taken out, else
 * in `out`, which is cleared first.
 */
struct span log_line_plain(struct span text, struct buf *out);

/*
 * Where the line goes on after a prefix like this one, or -1.  Numbers may differ, and blanks before them: "[   1.5] "
 * is like "[  12.25] ".  A line that ends inside the blanks at the end of the prefix has it, too.
 */
ptrdiff_t log_line_after(struct span prefix, struct span line);

/* The first line of *rest, without its end; *rest is what follows, its `s` NULL after the last one. */
struct span log_line_next(struct span *rest);

#endif
