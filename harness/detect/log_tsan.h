// SPDX-License-Identifier: MIT
/* One ThreadSanitizer report as a log has it, mended so that it reads as the run-time printed it. */
#ifndef HAZARD_LOG_TSAN_H
#define HAZARD_LOG_TSAN_H

#include <stddef.h>

#include "span.h"

struct buf;

/* What a line that somebody else put something before or behind is. */
enum tsan_line {
	TSAN_LINE_OTHER,
	TSAN_LINE_BLANK,
	TSAN_LINE_RULE,    /* "==================" */
	TSAN_LINE_HEADER,  /* "WARNING: ThreadSanitizer: …" */
	TSAN_LINE_HEADING, /* of a stanza */
	TSAN_LINE_REMARK,  /* "[failed to restore the stack]" */
	TSAN_LINE_FRAME,
	TSAN_LINE_SUMMARY,
};

/* Of a line (plain, without a prefix; blanks around it don't matter). */
enum tsan_line log_tsan_line(struct span line);

/*
 * Adds the report in `region` (its lines are plain, the first is its header's, or of a headless one any) to `out`:
 * without the prefix of the lines, without lines that are none of its own, with hard-wrapped lines joined and the
 * indents of the run-time.  Where `words` is not NULL a header with them stands before it.  Returns the bytes of that.
 */
size_t log_tsan_mend(struct buf *out, struct span region, const char *words);

/*
 * For a log whose beginning is missing: where in `before` (plain) the report begins that ends there, as its own first
 * heading; before.len: it has none.
 */
size_t log_tsan_begin(struct span before);

/* "data race" of "SUMMARY: ThreadSanitizer: data race a.c:3 in f": static; NULL: no report's. */
const char *log_tsan_words(struct span summary);

#endif
