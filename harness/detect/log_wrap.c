// SPDX-License-Identifier: MIT
/* Lines of Valgrind's text that a terminal wrapped: the rest has no mark, so the line before it must tell. */
#include "log_state.h"

enum { NARROWEST = 60 };

/* The width of a terminal that would have cut a line of `len` columns, copying it with or without a last blank; 0: none. */
size_t
log_wrap_width(size_t len)
{
	static const size_t widths[] = {80, 100, 120, 132, 160, 0};
	for (size_t i = 0; widths[i]; i++) {
		if (len == widths[i] || len + 1 == widths[i]) {
			return widths[i];
		}
	}
	return 0;
}

/*
 * The width at which the line may have been cut; 0: it was not.  A frame without its end is evidence by itself;
 * a sentence needs a usual width, or one at which a frame was cut before.
 */
static size_t
cut_at(const struct log_wrap *w, size_t len, struct span text)
{
	size_t number, usual = log_wrap_width(len);
	if (len < NARROWEST || len + 1 < w->widest) {
		return 0;
	}
	if (valgrind_plain_line(text, &number) == VALGRIND_LINE_FRAME) {
		bool cut = valgrind_plain_unfinished(text);
		return !cut ? 0 : usual ? usual : w->width ? w->width : len;
	}
	if (span_ends(span_trim(text), ".")) {
		return 0; /* it is complete */
	}
	bool known = w->width && (len == w->width || len + 1 == w->width);
	size_t width = known ? w->width : usual;
	return width >= w->widest ? width : 0;
}

static void
take(struct report_log *log)
{
	struct log_wrap *w = &log->wrap;
	struct valgrind_mark mark;
	struct log_line line = {
		.plain = {w->line.data, w->line.len}, .number = w->number, .ended = true};
	if (w->line.len && valgrind_plain_mark(line.plain, &mark)) {
		log_text_take(log, &line, &mark);
	}
	buf_clear(&w->line);
}

void
log_wrap_take(struct report_log *log, const struct log_line *line, const struct valgrind_mark *mark)
{
	struct log_wrap *w = &log->wrap;
	size_t len = line->plain.len, width = cut_at(w, len, mark->text);
	w->widest = len > w->widest ? len : w->widest;
	if (!width) {
		log_text_take(log, line, mark);
		return;
	}
	buf_clear(&w->line);
	buf_add(&w->line, line->plain.s, len);
	w->number = line->number;
	w->last = len;
	w->at = width;
}

bool
log_wrap_rest(struct report_log *log, const struct log_line *line, bool marked)
{
	struct log_wrap *w = &log->wrap;
	size_t len = line->plain.len;
	bool rest = !marked && len && len <= w->at && span_find(line->plain, "Sanitizer: ") < 0;
	if (!rest) {
		take(log);
		return false;
	}
	buf_adds(&w->line, w->last < w->at ? " " : "");
	buf_add(&w->line, line->plain.s, len);
	w->last = len;
	if (len + 1 < w->at) {
		struct valgrind_mark mark;
		size_t number;
		struct span whole = {w->line.data, w->line.len};
		bool frame = valgrind_plain_mark(whole, &mark) &&
			     valgrind_plain_line(mark.text, &number) == VALGRIND_LINE_FRAME;
		w->width = frame && !valgrind_plain_unfinished(mark.text) ? w->at : w->width;
		take(log);
	}
	return true;
}

void
log_wrap_finish(struct report_log *log)
{
	take(log);
	buf_free(&log->wrap.line);
}
