// SPDX-License-Identifier: MIT
/* The bytes of a log as lines, of which only those are looked at that can be of a report. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "log_line.h"
#include "log_state.h"

/* Whether each line must be looked at, not only those with an anchor. */
static bool
is_inside(const struct report_log *log)
{
	return log->region_count || log->document.open || log->wrap.line.len;
}

size_t
log_input_end(const struct report_log *log)
{
	return log->base + log->in.len;
}

/* To the beginning of the next line with an anchor; false: there is none yet. */
static bool
skip(struct report_log *log)
{
	size_t end = log_input_end(log);
	size_t at = log_scan_next(&log->scan, log->in.data, log->base, log->next, end);
	if (at == SIZE_MAX) {
		size_t least = log->next;
		for (int i = 0; i < SCAN_ANCHORS; i++) {
			size_t done = log->scan.anchors[i].done;
			least = i == 0 || done < least ? done : least;
		}
		log->next = least > log->next ? least : log->next;
		return false;
	}
	size_t from = at - log->floor > LOG_MOST_PREFIX ? at - LOG_MOST_PREFIX : log->floor;
	const char *s = log->in.data + (from - log->base);
	const char *newline = at > from ? memrchr(s, '\n', at - from) : NULL;
	log->next = newline ? from + (size_t)(newline + 1 - s) : from;
	return true;
}

/* The line at `next`; false: it isn't all there yet. */
static bool
take_line(struct report_log *log, bool last, struct log_line *line, struct span *raw)
{
	size_t left = log_input_end(log) - log->next;
	size_t most = left < LOG_MOST_LINE ? left : LOG_MOST_LINE;
	const char *s = log->in.data + (log->next - log->base);
	const char *newline = most ? memchr(s, '\n', most) : NULL;
	if (!left || (!newline && most < LOG_MOST_LINE && !last)) {
		return false;
	}
	*raw = (struct span){s, newline ? (size_t)(newline - s) : most};
	size_t counted = log->counted - log->base;
	log->lines += log_scan_lines(log->in.data + counted, log->next - log->counted);
	log->counted = log->next;
	line->start = log->next;
	line->end = log->next + raw->len + (newline != NULL);
	line->ended = newline || left > most;
	line->number = log->lines + 1;
	return true;
}

static void
dispatch(struct report_log *log, const struct log_line *line)
{
	struct valgrind_mark mark;
	bool marked = valgrind_plain_mark(line->plain, &mark);
	if (log->wrap.line.len && log_wrap_rest(log, line, marked)) {
		return;
	}
	if (marked) {
		log_wrap_take(log, line, &mark);
		return;
	}
	bool sanitizer = span_find(line->plain, "Sanitizer: ") >= 0;
	if (log->region_count && span_find(line->plain, "<valgrindoutput>") >= 0) {
		log_tsan_cut(log);
	}
	if (log->region_count || sanitizer) {
		log_tsan_take(log, line);
	}
	if (!log->region_count && !sanitizer) {
		log_xml_take(log, line);
	}
}

static void
run(struct report_log *log, bool last)
{
	struct log_line line;
	struct span raw;
	while ((is_inside(log) || skip(log)) && take_line(log, last, &line, &raw)) {
		line.plain = log_line_plain(raw, &log->plain);
		log->next = log->floor = line.end;
		dispatch(log, &line);
	}
}

/* Gives back what is no longer needed of the input. */
static void
forget(struct report_log *log)
{
	/* the next line may begin before `next` */
	size_t behind = log->next - log->base, keep = LOG_HISTORY + 2 * LOG_MOST_PREFIX;
	if (behind <= keep + LOG_SLICE) {
		return;
	}
	size_t n = behind - keep;
	if (log->counted < log->base + n) {
		size_t from = log->counted - log->base;
		log->lines += log_scan_lines(log->in.data + from, n - from);
		log->counted = log->base + n;
	}
	memmove(log->in.data, log->in.data + n, log->in.len - n);
	log->in.len -= n;
	log->base += n;
	log->floor = log->floor > log->base ? log->floor : log->base;
}

void
log_input_run(struct report_log *log, bool last)
{
	if (log->in.len) {
		run(log, last);
	}
	if (last) {
		log_wrap_finish(log);
	} else {
		forget(log);
	}
}
