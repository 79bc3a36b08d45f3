// SPDX-License-Identifier: MIT
/* ThreadSanitizer's reports in a log: which lines may be of one, and where it ends. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "log_line.h"
#include "log_state.h"
#include "log_tsan.h"
#include "tsan.h"

static const char header[] = "WARNING: ThreadSanitizer: ";
static const char summary[] = "SUMMARY: ThreadSanitizer: ";

static void
region_close(struct report_log *log, size_t i)
{
	struct log_region closed = log->regions[i];
	memmove(&log->regions[i], &log->regions[i + 1],
		(log->region_count - i - 1) * sizeof *log->regions);
	log->regions[--log->region_count] = (struct log_region){0};
	buf_free(&closed.text);
	buf_free(&closed.prefix);
}

/* Hands over what `region` (plain) holds, mended. */
static void
take(struct report_log *log, struct span region, const char *words, struct log_piece *piece)
{
	buf_clear(&log->mended);
	piece->unsaid = log_tsan_mend(&log->mended, region, words);
	piece->format = LOG_TSAN;
	piece->detector = DET_TSAN;
	piece->text = (struct span){buf_str(&log->mended), log->mended.len};
	log_take(log, piece);
}

/* The report is over, or nothing more is heard of it. */
static void
region_end(struct report_log *log, size_t i, bool whole)
{
	struct log_region *r = &log->regions[i];
	struct log_piece piece = {.line = r->line, .cut = !whole};
	size_t len = whole ? r->text.len : r->own;
	take(log, (struct span){buf_str(&r->text), len}, NULL, &piece);
	region_close(log, i);
}

static struct span
prefix_of(const struct log_region *r)
{
	return (struct span){buf_str(&r->prefix), r->prefix.len};
}

static void
region_add(struct log_region *r, struct span line, bool ended, bool own)
{
	if (line.len <= LOG_MOST_OWN) {
		buf_add(&r->text, line.s, line.len);
		buf_adds(&r->text, ended ? "\n" : "");
	}
	r->foreign = own ? 0 : r->foreign + 1;
	r->own = own ? r->text.len : r->own;
}

/* A report begins: one that is open in the same stream of output is cut. */
static void
begin(struct report_log *log, const struct log_line *line, size_t at)
{
	struct span prefix = span_slice(line->plain, 0, at);
	for (size_t i = log->region_count; i > 0; i--) {
		struct log_region *r = &log->regions[i - 1];
		ptrdiff_t after = log_line_after(prefix_of(r), prefix);
		if (!r->prefix.len || !prefix.len || after >= 0) {
			region_end(log, i - 1, false);
		}
	}
	if (log->region_count == LOG_MOST_REGIONS) {
		region_end(log, 0, false);
	}
	struct log_region *r = &log->regions[log->region_count++];
	r->line = line->number;
	buf_add(&r->prefix, prefix.s, prefix.len);
	region_add(r, line->plain, line->ended, true);
}

/*
 * The report that a closing line belongs to, `before` being what stands before its words: the one with that prefix;
 * the newest where one of the two has none; else none, SIZE_MAX.
 */
static size_t
closed_by(const struct report_log *log, struct span before)
{
	for (size_t i = log->region_count; i > 0; i--) {
		struct span prefix = prefix_of(&log->regions[i - 1]);
		if (prefix.len && log_line_after(prefix, before) >= 0) {
			return i - 1;
		}
	}
	size_t newest = log->region_count - 1;
	bool bare = !span_trim(before).len || !log->regions[newest].prefix.len;
	return bare ? newest : SIZE_MAX;
}

/* Where the line's closing rule begins; -1: it has none. */
static ptrdiff_t
rule_at(struct span line)
{
	static const char rule[] = "==================";
	size_t n = sizeof rule - 1, end = line.len;
	while (end > 0 && line.s[end - 1] == ' ') {
		end--;
	}
	bool alone = end == n || (end > n && line.s[end - n - 1] != '=');
	return alone && span_ends(span_slice(line, 0, end), rule) ? (ptrdiff_t)(end - n) : -1;
}

/* Cheap: whether the line looks as if it were of a report. */
static bool
is_own(struct span line)
{
	static const char *const words[] = {" of size ", "hread T", "utex M", "main thread", NULL};
	const char *sign = line.len ? memchr(line.s, '#', line.len - 1) : NULL;
	if (sign && sign[1] >= '0' && sign[1] <= '9') {
		return true;
	}
	for (size_t i = 0; words[i]; i++) {
		if (span_find(line, words[i]) >= 0) {
			return true;
		}
	}
	return !span_trim(line).len;
}

static void
add_to_all(struct report_log *log, const struct log_line *line)
{
	bool own = is_own(line->plain);
	for (size_t i = log->region_count; i > 0; i--) {
		struct log_region *r = &log->regions[i - 1];
		region_add(r, line->plain, line->ended, own);
		if (r->foreign > LOG_MOST_FOREIGN || r->text.len > LOG_MOST_REPORT) {
			region_end(log, i - 1, false);
		}
	}
}

/* The line, in which the closing words begin at `at`, ends a report; a rule may also begin the next one. */
static void
close_by(struct report_log *log, const struct log_line *line, size_t at, bool rule)
{
	size_t i = closed_by(log, span_slice(line->plain, 0, at));
	if (i == SIZE_MAX) {
		add_to_all(log, line);
		return;
	}
	struct log_region *r = &log->regions[i];
	region_add(r, line->plain, line->ended, !rule);
	r->ruled = rule;
	if (!rule) {
		region_end(log, i, true);
	}
	log->consumed = line->end;
}

/* A report without its first line: what stands before its last one is looked at again. */
static void
headless(struct report_log *log, const struct log_line *line, bool summed)
{
	size_t from = log->consumed > log->base ? log->consumed : log->base;
	size_t end = summed ? line->start : line->end;
	from = end - from > LOG_HISTORY ? end - LOG_HISTORY : from;
	struct span raw = {log->in.data + (from - log->base), end - from};
	struct span before = log_line_plain(raw, &log->scratch);
	size_t begin_at = log_tsan_begin(before);
	struct span region = span_from(before, begin_at);
	const char *words = summed ? log_tsan_words(line->plain) : "data race";
	if (region.len && words) {
		struct buf text = {0};
		buf_add(&text, region.s, region.len);
		if (summed) {
			buf_add(&text, line->plain.s, line->plain.len);
			buf_adds(&text, line->ended ? "\n" : "");
		}
		struct log_piece piece = {
			.line = line->number - log_scan_lines(region.s, region.len),
			.headless = true,
			.cut = true};
		take(log, (struct span){text.data, text.len}, words, &piece);
		buf_free(&text);
	}
	log->consumed = line->end;
}

/* What ThreadSanitizer says besides reports, and what other tools report. */
static void
other(struct report_log *log, struct span line)
{
	static const char word[] = "Sanitizer: ";
	ptrdiff_t at = span_find(line, word);
	size_t begin = (size_t)at;
	while (begin > 0 && line.s[begin - 1] != ' ' && line.s[begin - 1] != '=') {
		begin--;
	}
	struct span tool = span_slice(line, begin, (size_t)at + sizeof word - 3);
	struct span before = span_slice(line, 0, begin);
	bool reports = span_ends(before, "ERROR: ") || span_ends(before, "WARNING: ");
	if (reports && !span_equals(tool, "ThreadSanitizer")) {
		log_other(log, tool);
	}
}

/* A line in which ThreadSanitizer says that it gives up, or that the program crashed. */
static void
gave_up(struct report_log *log, struct span line)
{
	struct arena scratch = {0};
	struct tsan_log said = {0};
	ptrdiff_t at = span_find(line, "ThreadSanitizer");
	static const char *const before[] = {"FATAL: ", "ERROR: ", NULL};
	size_t start = at < 0 ? 0 : (size_t)at;
	for (size_t i = 0; before[i]; i++) {
		if (span_ends(span_slice(line, 0, start), before[i])) {
			start -= strlen(before[i]);
		}
	}
	struct span own = span_from(line, start);
	tsan_parse(own.s, own.len, &scratch, &said);
	if (said.abort && span_find(own, "ERROR: ThreadSanitizer: ") == 0) {
		/* a crash whose stack is on the next lines */
		const char *words = own.s + sizeof "ERROR: ThreadSanitizer: " - 1;
		log->counts.crash = log->counts.crash ? log->counts.crash
						      : arena_strndup(log->arena, words,
								own.len - (size_t)(words - own.s));
	} else if (said.abort && !log->counts.abort) {
		log->counts.abort = arena_strdup(log->arena, said.abort);
		log->counts.abort_set_up = said.abort_set_up;
	}
	arena_free(&scratch);
}

/* Other than a report's own: true where the line ends the open ones. */
static bool
sanitizer_line(struct report_log *log, const struct log_line *line)
{
	ptrdiff_t at = span_find(line->plain, header);
	if (at >= 0) {
		begin(log, line, (size_t)at);
		return true;
	}
	at = span_find(line->plain, summary);
	if (at >= 0) {
		if (log->region_count) {
			close_by(log, line, (size_t)at, false);
		} else {
			headless(log, line, true);
		}
		return true;
	}
	if (span_find(line->plain, "ERROR: ") >= 0 || span_find(line->plain, "FATAL: ") >= 0 ||
		span_find(line->plain, "CHECK failed") >= 0) {
		log_tsan_cut(log);
	}
	if (span_find(line->plain, "ThreadSanitizer") >= 0) {
		gave_up(log, line->plain);
	}
	other(log, line->plain);
	return log->region_count == 0;
}

/* What came behind the rule of a report tells whose it was: before another's header it was that one's. */
static void
settle(struct report_log *log, struct span line)
{
	bool next = span_find(line, header) >= 0;
	for (size_t i = log->region_count; i > 0; i--) {
		if (log->regions[i - 1].ruled) {
			region_end(log, i - 1, !next);
		}
	}
}

void
log_tsan_take(struct report_log *log, const struct log_line *line)
{
	settle(log, line->plain);
	if (span_find(line->plain, "Sanitizer: ") >= 0 && sanitizer_line(log, line)) {
		return;
	}
	ptrdiff_t rule = log->region_count ? rule_at(line->plain) : -1;
	if (rule >= 0) {
		close_by(log, line, (size_t)rule, true);
	} else if (log->region_count) {
		add_to_all(log, line);
	}
}

void
log_tsan_cut(struct report_log *log)
{
	while (log->region_count) {
		region_end(log, 0, log->regions[0].ruled);
	}
}

void
log_tsan_finish(struct report_log *log)
{
	log_tsan_cut(log);
	bool all = log->base == 0 && log->in.len <= LOG_HISTORY;
	if (all && !log->counts.reports && log->in.len) {
		size_t number = 1 + log_scan_lines(log->in.data, log->in.len);
		struct log_line end = {.end = log->in.len, .number = number, .ended = true};
		headless(log, &end, false);
	}
}
