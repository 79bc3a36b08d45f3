// SPDX-License-Identifier: MIT
#include "log_tsan.h"

#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "log_line.h"
#include "tsan_line.h"
#include "vec.h"

enum { NARROWEST = 40, FOREIGN = 20 };

static const char rule[] = "==================";
static const char header[] = "WARNING: ThreadSanitizer: ";
static const char summary[] = "SUMMARY: ThreadSanitizer: ";

/* How lines begin, without their indents; those of frames and of accesses are told by tsan_line.h. */
static const struct {
	const char *words;
	enum tsan_line is;
	const char *also; /* somewhere behind them */
} starts[] = {
	{header, TSAN_LINE_HEADER, ""},
	{summary, TSAN_LINE_SUMMARY, ""},
	{"Location is ", TSAN_LINE_HEADING, ""},
	{"Mutex M", TSAN_LINE_HEADING, ""},
	{"Thread T", TSAN_LINE_HEADING, ""},
	{"Cycle in lock order graph: ", TSAN_LINE_HEADING, ""},
	{"As if synchronized via sleep:", TSAN_LINE_HEADING, ""},
	{"And ", TSAN_LINE_HEADING, " similar "},
	{"and:", TSAN_LINE_HEADING, ""},
	{"Signal ", TSAN_LINE_HEADING, " handler invoked at:"},
	{"[failed to restore", TSAN_LINE_REMARK, ""},
	{"Hint: use TSAN_OPTIONS", TSAN_LINE_REMARK, ""},
};

static bool
is_frame(struct span t)
{
	struct tsan_frame frame;
	return t.s[0] == '#' && tsan_line_frame(t, &frame);
}

enum tsan_line
log_tsan_line(struct span line)
{
	struct tsan_access access;
	struct span t = span_trim(line);
	if (!t.len) {
		return TSAN_LINE_BLANK;
	}
	if (is_frame(t)) {
		return TSAN_LINE_FRAME;
	}
	if (span_equals(t, rule)) {
		return TSAN_LINE_RULE;
	}
	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
		if (span_starts(t, starts[i].words) && span_find(t, starts[i].also) >= 0) {
			return starts[i].is;
		}
	}
	return tsan_line_access(t, &access) ? TSAN_LINE_HEADING : TSAN_LINE_OTHER;
}

/* Whether nothing of the line is missing at its end: true where it can't be told. */
static bool
is_complete(struct span t, enum tsan_line is)
{
	t = span_trim(t);
	switch (is) {
	case TSAN_LINE_HEADER:
		return span_find(t, " (pid=") >= 0 && span_ends(t, ")");
	case TSAN_LINE_FRAME:
		return span_ends(t, ")") && span_find(t, "+0x") >= 0;
	case TSAN_LINE_HEADING:
		return span_ends(t, ":") || span_ends(t, ".") ||
		       (span_starts(t, "Location") && span_ends(t, ")"));
	case TSAN_LINE_SUMMARY:
		return false;
	default:
		return true;
	}
}

struct mender {
	struct buf *out;
	struct span prefix;
	size_t width; /* of the widest line: that of the terminal, if there was one that wrapped */
	VEC(struct span) lines;
	struct buf joined; /* of the line being looked at */
};

/* The line without the prefix; *has is whether it had it. */
static struct span
content(const struct mender *m, struct span line, bool *has)
{
	ptrdiff_t after = m->prefix.len ? log_line_after(m->prefix, line) : -1;
	*has = after >= 0;
	return after < 0 ? line : span_from(line, (size_t)after);
}

/* What stands before `start` in the line, without blanks at its end (those may be the tool's indent). */
static struct span
before(struct span line, size_t start)
{
	while (start > 0 && line.s[start - 1] == ' ') {
		start--;
	}
	return span_slice(line, 0, start);
}

/* A prefix is one that most lines of the report have, too; else it is only something glued to this one. */
static bool
is_prefix(const struct mender *m, struct span prefix)
{
	size_t with = 0, without = 0;
	for (size_t i = 1; i < m->lines.len && with + without < FOREIGN; i++) {
		struct span line = m->lines.items[i];
		ptrdiff_t after = log_line_after(prefix, line);
		if (after >= 0 && line.len > (size_t)after) {
			with += log_tsan_line(span_from(line, (size_t)after)) > TSAN_LINE_BLANK;
		} else {
			without += log_tsan_line(line) > TSAN_LINE_BLANK;
		}
	}
	return with > without;
}

/* Where in the line something begins that is of a report, glued or prefixed; its length: nothing does. */
static size_t
own_start(struct span line)
{
	for (size_t i = 0; i < line.len; i++) {
		bool border = i == 0 || line.s[i - 1] == ' ' || line.s[i - 1] == '\t';
		if (border && line.s[i] != ' ' &&
			log_tsan_line(span_from(line, i)) > TSAN_LINE_RULE) {
			return i;
		}
	}
	return line.len;
}

static void
find_prefix(struct mender *m)
{
	struct span first = m->lines.items[0];
	ptrdiff_t at = span_find(first, header);
	size_t start = at < 0 ? own_start(first) : (size_t)at;
	struct span prefix = before(first, start);
	if (start < first.len && prefix.len && is_prefix(m, prefix)) {
		m->prefix = prefix;
	}
}

/* Whether the line begins something by itself, so that it does not continue the one before it. */
static bool
begins(const struct mender *m, struct span line)
{
	bool has;
	struct span text = content(m, line, &has);
	return has || log_tsan_line(text) != TSAN_LINE_OTHER;
}

/* The line at *i with those that a terminal made of it; *i is the last one of them then. */
static struct span
join(struct mender *m, size_t *i, struct span text, enum tsan_line *is)
{
	bool wrapped = false;
	for (size_t k = *i; k + 1 < m->lines.len; k++) {
		size_t len = m->lines.items[k].len;
		struct span next = m->lines.items[k + 1];
		/* copying loses a blank at the end of a line */
		if (m->width < NARROWEST || len + 1 < m->width || is_complete(text, *is) ||
			begins(m, next)) {
			break;
		}
		if (!wrapped) {
			buf_clear(&m->joined);
			buf_add(&m->joined, text.s, text.len);
			wrapped = true;
		}
		buf_adds(&m->joined, len < m->width ? " " : "");
		buf_add(&m->joined, next.s, next.len);
		text = (struct span){m->joined.data, m->joined.len};
		*i = k + 1;
	}
	*is = wrapped ? log_tsan_line(text) : *is;
	return text;
}

/* A line of the program with one of the report's glued behind it; the frame or heading must be indented there. */
static struct span
unglued(struct span text, enum tsan_line *is)
{
	for (size_t i = 2; i < text.len; i++) {
		if (text.s[i] == ' ' || text.s[i - 1] != ' ' || text.s[i - 2] != ' ') {
			continue;
		}
		*is = log_tsan_line(span_from(text, i));
		if (*is > TSAN_LINE_RULE) {
			return span_from(text, i);
		}
	}
	*is = TSAN_LINE_OTHER;
	return text;
}

static void
add(struct mender *m, const char *indent, struct span text, bool ended)
{
	buf_adds(m->out, indent);
	buf_add(m->out, text.s, text.len);
	buf_adds(m->out, ended ? "\n" : "");
}

static void
add_line(struct mender *m, struct span text, enum tsan_line is, bool ended)
{
	struct span t = span_trim(text);
	switch (is) {
	case TSAN_LINE_HEADING:
		t = span_starts(t, "and:") ? span_slice(t, 0, 4) : t;
		add(m, "  ", t, ended);
		break;
	case TSAN_LINE_FRAME:
	case TSAN_LINE_REMARK:
		add(m, "    ", t, ended);
		break;
	case TSAN_LINE_OTHER:
		/* a stanza that is not known here */
		if (span_starts(text, "  ") && !span_starts(text, "   ") && span_ends(t, ":")) {
			add(m, "  ", t, ended);
		}
		break;
	default:
		add(m, "", t, ended);
		break;
	}
}

/* False: the report ends with this line, or before it. */
static bool
mend_line(struct mender *m, size_t *i, bool ended)
{
	bool has;
	struct span line = m->lines.items[*i], text = content(m, line, &has);
	enum tsan_line is = log_tsan_line(text);
	if (m->prefix.len && !has && is != TSAN_LINE_BLANK) {
		return true; /* of another stream */
	}
	if (*i > 0 && is == TSAN_LINE_HEADER) {
		return false;
	}
	if (*i == 0 && is != TSAN_LINE_HEADER) {
		ptrdiff_t at = span_find(line, header);
		text = at < 0 ? text : span_from(line, (size_t)at);
		is = at < 0 ? is : TSAN_LINE_HEADER;
	}
	if (is == TSAN_LINE_OTHER) {
		text = unglued(text, &is);
	}
	text = join(m, i, text, &is);
	add_line(m, text, is, ended || *i + 1 < m->lines.len);
	return *i == 0 || (is != TSAN_LINE_RULE && is != TSAN_LINE_SUMMARY);
}

size_t
log_tsan_mend(struct buf *out, struct span region, const char *words)
{
	struct mender m = {.out = out};
	size_t start = out->len;
	if (words) {
		buf_addf(out, "%s%s (pid=0)\n", header, words);
	}
	size_t added = out->len - start;
	bool ended = region.len && region.s[region.len - 1] == '\n';
	region.len -= ended;
	while (region.s) {
		struct span line = log_line_next(&region);
		*VEC_PUSH(&m.lines) = line;
		m.width = line.len > m.width ? line.len : m.width;
	}
	if (m.lines.len) {
		find_prefix(&m);
	}
	for (size_t i = 0; i < m.lines.len && mend_line(&m, &i, ended); i++) {
	}
	VEC_FREE(&m.lines);
	buf_free(&m.joined);
	return added;
}

size_t
log_tsan_begin(struct span before_end)
{
	size_t begin = before_end.len, foreign = 0;
	for (size_t end = before_end.len; end > 0 && foreign < FOREIGN;) {
		size_t start = end - 1;
		while (start > 0 && before_end.s[start - 1] != '\n') {
			start--;
		}
		struct span line = span_slice(before_end, start, end);
		size_t own = own_start(line);
		enum tsan_line is =
			own < line.len ? log_tsan_line(span_from(line, own)) : log_tsan_line(line);
		if (span_find(line, rule) >= 0 || is == TSAN_LINE_HEADER ||
			is == TSAN_LINE_SUMMARY) {
			break;
		}
		begin = is > TSAN_LINE_RULE ? start : begin;
		foreign = is == TSAN_LINE_OTHER ? foreign + 1 : 0;
		end = start;
	}
	return begin;
}

const char *
log_tsan_words(struct span line)
{
	static const char *const names[] = {
		"data race on vptr (ctor/dtor vs virtual call)",
		"data race on vptr",
		"data race",
		"heap-use-after-free (virtual call vs free)",
		"heap-use-after-free",
		"race on external object",
		"lock-order-inversion (potential deadlock)",
		"thread leak",
		"destroy of a locked mutex",
		"double lock of a mutex",
		"unlock of an unlocked mutex (or by a wrong thread)",
		"use of an invalid mutex (e.g. uninitialized or destroyed)",
		"read lock of a write locked mutex",
		"read unlock of a write locked mutex",
		"mutex held in the wrong context",
		"signal-unsafe call inside of a signal",
		"signal handler spoils errno",
	};
	ptrdiff_t at = span_find(line, summary);
	if (at >= 0) {
		struct span rest = span_from(line, (size_t)at + sizeof summary - 1);
		for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
			if (span_starts(rest, names[i])) {
				return names[i];
			}
		}
	}
	return NULL;
}
