// SPDX-License-Identifier: MIT
#include "valgrind_text.h"

#include <ctype.h>

/* The number of the thread: "by thread #3", "Thread #1: …", "by thread 3". */
static size_t
thread_in(struct span text)
{
	size_t n = span_number_after(text, "hread #");
	return n ? n : span_number_after(text, "by thread ");
}

struct valgrind_side
valgrind_text_side(struct span text)
{
	static const struct {
		const char *words;
		enum access_op op;
	} rows[] = {
		{"write of size ", OP_WRITE},
		{"read of size ", OP_READ},
		{"Conflicting store", OP_WRITE},
		{"Conflicting load", OP_READ},
	};
	struct valgrind_side side = {.thread = thread_in(text)};
	for (size_t i = 0; i < sizeof rows / sizeof *rows && side.op == OP_NONE; i++) {
		if (span_find(text, rows[i].words) >= 0) {
			side.op = rows[i].op;
			side.size = span_number_after(text, " size ");
		}
	}
	return side;
}

enum valgrind_heading
valgrind_text_heading(struct span text)
{
	static const struct {
		const char *words;
		enum valgrind_heading heading;
	} rows[] = {
		{"This conflicts with a previous ", HEADING_SIDE},
		{"Required order was established by acquisition of lock", HEADING_LOCK},
		{"followed by a later acquisition of lock", HEADING_LOCK},
		{"Lock was previously acquired", HEADING_LOCK},
		{"Lock at ", HEADING_LOCK_BIRTH},
		{"Address ", HEADING_LOCATION},
		{"Location ", HEADING_LOCATION},
		{"Allocation context: ", HEADING_LOCATION},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (span_starts(text, rows[i].words)) {
			return rows[i].heading;
		}
	}
	return HEADING_OTHER;
}

/* What stands in the first double quotes after `words`. */
static struct span
quoted_after(struct span text, const char *words)
{
	ptrdiff_t at = span_find(text, words);
	if (at < 0) {
		return (struct span){0};
	}
	text = span_from(text, (size_t)at);
	ptrdiff_t open = span_find(text, "\"");
	if (open < 0) {
		return (struct span){0};
	}
	text = span_from(text, (size_t)open + 1);
	ptrdiff_t close = span_find(text, "\"");
	return close < 0 ? (struct span){0} : span_slice(text, 0, (size_t)close);
}

struct valgrind_place
valgrind_text_place(struct span text)
{
	struct valgrind_place place = {.size = span_number_after(text, "block of size ")};
	struct span symbol = quoted_after(text, "inside data symbol ");
	struct span variable = quoted_after(text, "inside global var ");
	struct span local = quoted_after(text, "inside local var ");
	if (symbol.len || variable.len) {
		place.kind = LOCATION_GLOBAL;
		place.name = symbol.len ? symbol : variable;
	} else if (local.len || span_find(text, "'s stack") >= 0 ||
		   span_find(text, "stack of thread") >= 0) {
		place.kind = LOCATION_STACK;
	} else if (span_find(text, "block of size ") >= 0 || span_find(text, "is at offset") >= 0) {
		place.kind = LOCATION_HEAP;
	} else if (span_find(text, "section of ") >= 0) {
		place.kind = LOCATION_GLOBAL;
	}
	return place;
}

struct span
valgrind_text_address(struct span text)
{
	ptrdiff_t at = span_find(text, "0x");
	if (at < 0) {
		return (struct span){0};
	}
	text = span_from(text, (size_t)at);
	size_t end = 2;
	while (end < text.len && isxdigit((unsigned char)text.s[end])) {
		end++;
	}
	return span_slice(text, 0, end);
}
