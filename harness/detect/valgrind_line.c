// SPDX-License-Identifier: MIT
/* Single lines of Helgrind's and DRD's text; see valgrind_plain.h. */
#include <limits.h>

#include "valgrind_plain.h"
#include "valgrind_words.h"

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* "==12==" or "==00:00:00:01.234 12==" at the start: its length; 0: it is none. */
static size_t
mark_len(struct span t, int *pid)
{
	size_t i = 2, number = 2;
	while (i < t.len && (is_digit(t.s[i]) || t.s[i] == ':' || t.s[i] == '.' || t.s[i] == ' ')) {
		number = t.s[i] == ' ' ? i + 1 : number;
		i++;
	}
	size_t value = span_number(span_slice(t, number, i));
	bool closed = i > number && span_starts(span_from(t, i), "==");
	if (!closed || value > INT_MAX || !is_digit(t.s[number])) {
		return 0;
	}
	*pid = (int)value;
	i += 2;
	return i == t.len || t.s[i] == ' ' ? i : 0;
}

bool
valgrind_plain_mark(struct span line, struct valgrind_mark *out)
{
	for (size_t i = 0; i + 4 < line.len;) {
		ptrdiff_t at = span_find(span_from(line, i), "==");
		if (at < 0) {
			return false;
		}
		i += (size_t)at;
		if (i + 2 < line.len && is_digit(line.s[i + 2])) {
			size_t len = mark_len(span_from(line, i), &out->pid);
			if (len) {
				struct span text = span_from(line, i + len);
				out->start = i;
				out->text = text.len ? span_from(text, 1) : text;
				return true;
			}
		}
		i++;
	}
	return false;
}

static bool
is_frame(struct span t)
{
	return span_starts(t, "at 0x") || span_starts(t, "by 0x");
}

/* "Thread 2:" and "Thread 2 (reader):". */
static size_t
drd_thread(struct span t)
{
	size_t number = span_number_after(t, "Thread ");
	return span_starts(t, "Thread ") && span_ends(t, ":") && number ? number : 0;
}

/* Lines that begin so. */
static const struct {
	const char *words;
	enum valgrind_line is;
} rows[] = {
	{"-----", VALGRIND_LINE_DASHES},
	{"---Thread-Announcement", VALGRIND_LINE_DASHES},
	{"Lock at ", VALGRIND_LINE_PREFACE},
	{"Lock on ", VALGRIND_LINE_PREFACE}, /* behind "Acquired at:" */
	{"This conflicts with a previous ", VALGRIND_LINE_MORE},
	{"Locks held: ", VALGRIND_LINE_MORE},
	{"Observed (incorrect) order is: ", VALGRIND_LINE_MORE},
	{"followed by a later acquisition ", VALGRIND_LINE_MORE},
	{"Required order was established ", VALGRIND_LINE_MORE},
	{"Lock was previously acquired", VALGRIND_LINE_MORE},
	{"with error code ", VALGRIND_LINE_MORE},
	{"but before", VALGRIND_LINE_MORE},
	{"(", VALGRIND_LINE_MORE},
	{"Address 0x", VALGRIND_LINE_MORE},
	{"Location 0x", VALGRIND_LINE_MORE},
	{"declared at ", VALGRIND_LINE_MORE},
	{"Block was alloc'd by ", VALGRIND_LINE_MORE},
	{"Allocation context: ", VALGRIND_LINE_MORE},
	{"Other segment ", VALGRIND_LINE_MORE},
	{"Conflicting wait call by ", VALGRIND_LINE_MORE},
	{"ERROR SUMMARY: ", VALGRIND_LINE_END},
	{"For lists of detected ", VALGRIND_LINE_END},
	{"For counts of detected ", VALGRIND_LINE_END},
	{"Use --history-level=", VALGRIND_LINE_END},
	{"Process terminating ", VALGRIND_LINE_END},
	{"Warning: ", VALGRIND_LINE_END},
	{"Copyright (C) ", VALGRIND_LINE_END},
	{"Using Valgrind-", VALGRIND_LINE_END},
	{"Command: ", VALGRIND_LINE_END},
	{"Parent PID: ", VALGRIND_LINE_END},
};

static enum valgrind_line
by_start(struct span t)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (span_starts(t, rows[i].words)) {
			return rows[i].is;
		}
	}
	return VALGRIND_LINE_OTHER;
}

enum valgrind_line
valgrind_plain_line(struct span text, size_t *number)
{
	enum detector d;
	struct span t = span_trim(text), name;
	if (!t.len) {
		return VALGRIND_LINE_BLANK;
	}
	if (is_frame(t)) {
		return VALGRIND_LINE_FRAME;
	}
	enum valgrind_line is = by_start(t);
	if (is != VALGRIND_LINE_OTHER) {
		return is;
	}
	if (span_starts(t, "Thread #") &&
		(span_ends(t, " was created") || span_ends(t, "root thread"))) {
		*number = span_number_after(t, "#");
		return VALGRIND_LINE_ANNOUNCEMENT;
	}
	*number = drd_thread(t);
	if (*number) {
		return VALGRIND_LINE_THREAD;
	}
	if (span_find(t, " was first observed at:") > 0) {
		return VALGRIND_LINE_MORE;
	}
	if (valgrind_plain_detector(t, &d)) {
		return VALGRIND_LINE_ERROR;
	}
	return valgrind_plain_banner(t, &d, &name) || name.len ? VALGRIND_LINE_BANNER
							       : VALGRIND_LINE_OTHER;
}

bool
valgrind_plain_banner(struct span text, enum detector *d, struct span *other)
{
	static const char *const others[] = {"Memcheck", "Cachegrind", "Callgrind", "Massif",
		"DHAT", "Lackey", "Nulgrind", "exp-", NULL};
	struct span t = span_trim(text);
	ptrdiff_t comma = span_find(t, ", a");
	*other = (struct span){0};
	if (comma <= 0) {
		return false;
	}
	struct span name = span_slice(t, 0, (size_t)comma);
	if (span_equals(name, "Helgrind") || span_equals(name, "drd")) {
		*d = name.s[0] == 'H' ? DET_HELGRIND : DET_DRD;
		return true;
	}
	for (size_t i = 0; others[i]; i++) {
		*other = span_starts(name, others[i]) ? name : *other;
	}
	return false;
}

struct span
valgrind_plain_frame(struct span text)
{
	struct span t = span_trim(text);
	ptrdiff_t open = is_frame(t) ? span_find_last(t, " (") : -1;
	ptrdiff_t close = open < 0 ? -1 : span_find(span_from(t, (size_t)open), ")");
	return close < 0 ? t : span_slice(t, 0, (size_t)(open + close) + 1);
}

bool
valgrind_plain_unfinished(struct span text)
{
	struct span t = valgrind_plain_frame(text);
	return is_frame(t) && !span_ends(t, ")") && !span_ends(t, ": ???");
}
