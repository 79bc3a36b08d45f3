// SPDX-License-Identifier: MIT
#include "tsan.h"

#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "findings.h"
#include "tsan_line.h"
#include "tsan_state.h"
#include "words.h"

const char *
tsan_keep(struct tsan_state *s, struct span t)
{
	if (!t.len) {
		return NULL;
	}
	size_t mix = t.len * 31 + (unsigned char)t.s[0] * 7 + (unsigned char)t.s[t.len - 1] * 131 +
		     (unsigned char)t.s[t.len / 2] * 17;
	struct span *slot = &s->kept[mix % KEEP_SLOTS];
	if (slot->len != t.len || memcmp(slot->s, t.s, t.len) != 0) {
		*slot = (struct span){arena_strndup(s->arena, t.s, t.len), t.len};
	}
	return slot->s;
}

void
tsan_add_frame(struct tsan_state *s, const struct tsan_frame *f)
{
	if (s->frames.len < MOST_FRAMES) {
		*VEC_PUSH(&s->frames) = (struct frame){
			.function = tsan_keep(s, f->function),
			.file = tsan_keep(s, f->file),
			.line = f->line,
			.column = f->column,
			.module = tsan_keep(s, f->module),
		};
	}
}

struct stack
tsan_take_stack(struct tsan_state *s)
{
	struct stack stack = {.count = s->frames.len};
	if (stack.count) {
		stack.frames =
			arena_memdup(s->arena, s->frames.items, stack.count * sizeof *stack.frames);
	}
	s->frames.len = 0;
	return stack;
}

static void
report_end(struct tsan_state *s, const char *end, bool whole)
{
	tsan_close_stack(s);
	if (whole && !s->accesses.len) {
		/* a shape unknown here: still one finding, of one empty side */
		*VEC_PUSH(&s->accesses) = (struct access){0};
	}
	if (whole || tsan_report_has_side(s)) {
		struct finding *f = &s->finding;
		f->accesses = FINDINGS_COPY(s->arena, &s->accesses);
		f->access_count = s->accesses.len;
		f->threads = FINDINGS_COPY(s->arena, &s->threads);
		f->thread_count = s->threads.len;
		f->locks = FINDINGS_COPY(s->arena, &s->locks);
		f->lock_count = s->locks.len;
		f->text = s->start;
		f->text_len = (size_t)(end - s->start);
		*VEC_PUSH(&s->findings) = *f;
		s->log->cut += !whole;
	}
	s->accesses.len = s->threads.len = s->locks.len = 0;
	s->into = INTO_NOTHING;
	s->where = OUTSIDE;
}

/* Bytes that stand before every line of the report, as the next line shows; 0: none. */
static size_t
prefix_of(size_t start, struct span next)
{
	return start && next.len > start && !span_starts(next, "  ") &&
			       span_starts(span_from(next, start), "  ")
		       ? start
		       : 0;
}

static void
report_begin(struct tsan_state *s, struct span line, const struct tsan_header *h, struct span next)
{
	const char *words = tsan_keep(s, h->words);
	s->where = IN_REPORT;
	s->start = line.s + h->start;
	s->prefix = prefix_of(h->start, next);
	s->into = INTO_BARE;
	s->bare = (struct span){0};
	s->finding = (struct finding){.kind = words_tsan_kind(words),
		.detector = DET_TSAN,
		.words = words,
		.pid = h->pid};
}

/* Of the text from `at` on: the line there, without its newline. */
static struct span
line_at(const char *at, const char *end)
{
	const char *newline = at < end ? memchr(at, '\n', (size_t)(end - at)) : NULL;
	return (struct span){at, (size_t)((newline ? newline : end) - at)};
}

static bool
is_rule(struct span line)
{
	return span_ends(line, "==================");
}

/* A line of a report: true where it is used up; false where the report ended before it. */
static bool
in_report(struct tsan_state *s, struct span line, bool ended)
{
	struct span text = line.len >= s->prefix ? span_from(line, s->prefix) : (struct span){0};
	struct span trimmed = span_trim(text);
	const char *end = line.s + line.len;
	if (is_rule(trimmed) || span_find(trimmed, "SUMMARY: ThreadSanitizer: ") >= 0) {
		report_end(s, end, true);
		return true;
	}
	if (tsan_abort_begins(trimmed)) {
		report_end(s, line.s, false);
		return false;
	}
	if (ended) {
		tsan_report_line(s, text); /* else it may be the beginning of a line only */
	}
	return true;
}

static void
in_crash(struct tsan_state *s, struct span line)
{
	struct tsan_frame frame;
	if (tsan_line_frame(span_trim(line), &frame)) {
		tsan_add_frame(s, &frame);
	} else if (s->frames.len) {
		tsan_crash_end(s);
	}
}

/* Most lines of a log: nothing of the program's can be glued before them. */
static bool
plain_frame(struct tsan_state *s, struct span line, bool ended)
{
	if (s->where != IN_REPORT || !ended || line.len < s->prefix) {
		return false;
	}
	line = span_from(line, s->prefix);
	return span_starts(line, "    #") && tsan_report_frame(s, span_trim(line));
}

/* `next`: the line after it. */
static void
one_line(struct tsan_state *s, struct span line, struct span next, bool ended)
{
	struct tsan_header header;
	if (plain_frame(s, line, ended)) {
		return;
	}
	if (tsan_line_header(line, &header)) {
		if (s->where == IN_REPORT) {
			report_end(s, line.s, false);
		} else if (s->where == IN_CRASH) {
			tsan_crash_end(s);
		}
		report_begin(s, line, &header, next);
		return;
	}
	if (s->where == IN_REPORT && in_report(s, line, ended)) {
		return;
	}
	if (s->where == IN_CRASH) {
		in_crash(s, line);
	} else {
		tsan_abort_line(s, span_trim(line));
	}
}

static void
merge(struct tsan_state *s)
{
	findings_append(&s->log->findings, s->arena, s->findings.items, s->findings.len);
	VEC_FREE(&s->findings);
	VEC_FREE(&s->accesses);
	VEC_FREE(&s->threads);
	VEC_FREE(&s->locks);
	VEC_FREE(&s->frames);
}

void
tsan_parse(const char *text, size_t len, struct arena *arena, struct tsan_log *log)
{
	struct tsan_state s = {.arena = arena, .log = log};
	const char *end = text + len;
	struct span line = line_at(text, end);
	while (line.s < end) {
		const char *after = line.s + line.len;
		struct span next = line_at(after < end ? after + 1 : end, end);
		one_line(&s, line, next, after < end);
		line = next;
	}
	if (s.where == IN_REPORT) {
		report_end(&s, end, false);
	} else if (s.where == IN_CRASH) {
		tsan_crash_end(&s);
	}
	merge(&s);
}
