// SPDX-License-Identifier: MIT
/* Helgrind's and DRD's text in a log: one stream of lines for each process. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "log_line.h"
#include "log_state.h"
#include "mem.h"
#include "valgrind_plain.h"

static void
stream_free(struct log_stream *s)
{
	buf_free(&s->error);
	buf_free(&s->pending);
	buf_free(&s->preamble);
	buf_free(&s->births);
	VEC_FREE(&s->born);
	*s = (struct log_stream){0};
}

static struct span
span_buf(const struct buf *b)
{
	return (struct span){buf_str(b), b->len};
}

static void
add(struct buf *b, struct span line)
{
	buf_add(b, line.s, line.len);
	buf_addc(b, '\n');
}

/* Announcements that are to be shown with the next error, unless there are too many. */
static void
add_preamble(struct log_stream *s, struct span line)
{
	if (s->preamble.len > LOG_MOST_BIRTHS) {
		buf_clear(&s->preamble);
	}
	add(&s->preamble, line);
}

/* Whose error it is: as the banner said, else as one of its sentences tells. */
static bool
detector_of(const struct log_stream *s, enum detector *d)
{
	struct span rest = span_buf(&s->error);
	*d = s->detector;
	if (s->known) {
		return true;
	}
	while (rest.s) {
		struct valgrind_mark mark;
		struct span line = log_line_next(&rest);
		if (valgrind_plain_mark(line, &mark) && valgrind_plain_detector(mark.text, d)) {
			return true;
		}
	}
	return false;
}

/* The open error, if there is one, is over. */
static void
flush(struct report_log *log, struct log_stream *s, bool whole)
{
	enum detector d;
	if (s->error.len && !s->other && detector_of(s, &d)) {
		s->detector = d;
		s->known = true;
		struct valgrind_birth *births =
			s->born.len ? mem_alloc(s->born.len, sizeof *births) : NULL;
		for (size_t i = 0; i < s->born.len; i++) {
			births[i].number = s->born.items[i].number;
			births[i].lines = span_slice(
				span_buf(&s->births), s->born.items[i].start, s->born.items[i].end);
		}
		size_t before = s->preamble.len;
		buf_add(&s->preamble, s->error.data, s->error.len);
		log_take(log, &(struct log_piece){
				      .format = LOG_TEXT,
				      .detector = d,
				      .text = span_buf(&s->preamble),
				      .error = span_from(span_buf(&s->preamble), before),
				      .births = births,
				      .birth_count = s->born.len,
				      .thread = s->thread,
				      .pid = s->pid,
				      .line = before ? s->preamble_line : s->line,
				      .cut = !whole && !s->ended,
				      .reprint = s->reprint,
			      });
		free(births);
		buf_clear(&s->preamble);
	}
	buf_clear(&s->error);
	buf_clear(&s->pending);
	s->begun = s->ended = s->in_birth = false;
}

/* The process's stream: an old one makes room for a new one. */
static struct log_stream *
stream_of(struct report_log *log, int pid)
{
	struct log_stream *oldest = &log->streams[0];
	struct log_stream *last = &log->streams[log->last_stream];
	if (last->used && last->pid == pid) {
		last->used = ++log->stream_uses;
		return last;
	}
	for (size_t i = 0; i < LOG_MOST_STREAMS; i++) {
		struct log_stream *s = &log->streams[i];
		if (s->used && s->pid == pid) {
			s->used = ++log->stream_uses;
			log->last_stream = i;
			return s;
		}
		oldest = s->used < oldest->used ? s : oldest;
	}
	if (oldest->used) {
		flush(log, oldest, false);
		stream_free(oldest);
	}
	oldest->pid = pid;
	oldest->used = ++log->stream_uses;
	return oldest;
}

static void
banner(struct log_stream *s, struct span text)
{
	struct span name;
	int pid = s->pid;
	size_t used = s->used;
	stream_free(s); /* another process of the same number */
	s->pid = pid;
	s->used = used;
	s->known = valgrind_plain_banner(text, &s->detector, &name);
	s->other = !s->known;
	snprintf(s->tool, sizeof s->tool, "%.*s", (int)name.len, name.s ? name.s : "");
}

static void
begin(struct log_stream *s, const struct log_line *line, struct span marked)
{
	s->line = s->error.len ? s->line : line->number;
	s->ended = false;
	if (s->error.len < LOG_MOST_REPORT) {
		add(&s->error, marked);
	}
}

static void
announcement(struct log_stream *s, const struct log_line *line, struct span marked, size_t number)
{
	s->preamble_line = s->preamble.len ? s->preamble_line : line->number;
	s->in_birth = true;
	s->birth_kept = s->births.len < LOG_MOST_BIRTHS && s->born.len < LOG_MOST_BORN;
	if (s->birth_kept) {
		*VEC_PUSH(&s->born) = (struct log_born){
			.number = number, .start = s->births.len, .end = s->births.len};
	}
	add_preamble(s, marked);
}

static void
frame(struct report_log *log, struct log_stream *s, const struct log_line *line, struct span marked)
{
	if (s->in_birth) {
		if (s->birth_kept) {
			add(&s->births, marked);
			s->born.items[s->born.len - 1].end = s->births.len;
		}
		add_preamble(s, marked);
	} else if (s->error.len) {
		begin(s, line, marked);
	} else if (s->pending.len && s->other) {
		log_other(log, span_of(s->tool));
		buf_clear(&s->pending);
	} else if (s->pending.len && s->known && s->detector == DET_DRD) {
		add(&s->error, span_buf(&s->pending));
		buf_clear(&s->pending);
		s->begun = true;
		begin(s, line, marked);
	}
}

static void
blank(struct report_log *log, struct log_stream *s, const struct log_line *line, struct span marked)
{
	buf_clear(&s->pending);
	if (s->in_birth) {
		/* one stands before the announcement's sentence, too, but then no birth is open */
		s->in_birth = false;
		add_preamble(s, marked);
		return;
	}
	if (!s->error.len) {
		return;
	}
	begin(s, line, marked);
	s->ended = true;
	enum detector d;
	if (detector_of(s, &d) && d == DET_DRD) {
		flush(log, s, true);
	}
}

/* An unknown sentence is one of an error if a stack follows it. */
static void
other_sentence(struct report_log *log, struct log_stream *s, const struct log_line *line,
	struct span marked, bool indented)
{
	enum detector d;
	s->reprint = s->reprint || span_find(marked, " errors in context ") >= 0;
	if (s->error.len && detector_of(s, &d) && d == DET_HELGRIND) {
		return; /* glued; Helgrind's errors end with dashes */
	}
	flush(log, s, true);
	if (!indented) {
		s->line = line->number;
		buf_add(&s->pending, marked.s, marked.len);
	}
}

static void
sentence(struct report_log *log, struct log_stream *s, const struct log_line *line,
	struct span marked, enum valgrind_line is)
{
	bool open = s->error.len > 0, first = is == VALGRIND_LINE_ERROR;
	if (is == VALGRIND_LINE_MORE && !open) {
		return; /* its beginning is missing */
	}
	if (first && s->begun) {
		flush(log, s, true);
	}
	buf_clear(&s->pending);
	s->in_birth = false;
	s->begun = s->begun || first;
	begin(s, line, marked);
}

static void
crash(struct report_log *log, struct span text)
{
	static const char words[] = " of signal ";
	ptrdiff_t at = span_find(text, words);
	if (!log->counts.crash && at >= 0) {
		struct span name = span_trim(span_from(text, (size_t)at + sizeof words - 1));
		log->counts.crash = arena_printf(log->arena, "signal %.*s", (int)name.len, name.s);
	}
}

void
log_text_take(struct report_log *log, const struct log_line *line, const struct valgrind_mark *mark)
{
	struct log_stream *s = stream_of(log, mark->pid);
	struct span marked = span_from(line->plain, mark->start);
	size_t number = 0;
	enum valgrind_line is = valgrind_plain_line(mark->text, &number);
	switch (is) {
	case VALGRIND_LINE_FRAME:
		frame(log, s, line, marked);
		break;
	case VALGRIND_LINE_BLANK:
		blank(log, s, line, marked);
		break;
	case VALGRIND_LINE_DASHES:
		flush(log, s, true);
		break;
	case VALGRIND_LINE_BANNER:
		flush(log, s, true);
		banner(s, mark->text);
		break;
	case VALGRIND_LINE_THREAD:
		flush(log, s, true);
		s->thread = number;
		break;
	case VALGRIND_LINE_ANNOUNCEMENT:
		flush(log, s, true);
		announcement(s, line, marked, number);
		break;
	case VALGRIND_LINE_END:
		flush(log, s, true);
		crash(log, mark->text);
		break;
	default:
		if (s->other || is == VALGRIND_LINE_OTHER) {
			other_sentence(
				log, s, line, marked, mark->text.len && mark->text.s[0] == ' ');
		} else {
			sentence(log, s, line, marked, is);
		}
		break;
	}
}

void
log_text_finish(struct report_log *log)
{
	for (;;) {
		/* in the order in which they were heard of last */
		struct log_stream *oldest = NULL;
		for (size_t i = 0; i < LOG_MOST_STREAMS; i++) {
			struct log_stream *s = &log->streams[i];
			if (s->used && (!oldest || s->used < oldest->used)) {
				oldest = s;
			}
		}
		if (!oldest) {
			return;
		}
		flush(log, oldest, false);
		stream_free(oldest);
	}
}
