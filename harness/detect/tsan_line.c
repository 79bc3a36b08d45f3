// SPDX-License-Identifier: MIT
#include "tsan_line.h"

#include <limits.h>
#include <string.h>

static const char warning[] = "WARNING: ThreadSanitizer: ";

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static int
to_int(size_t n)
{
	return n > INT_MAX ? 0 : (int)n;
}

bool
tsan_line_header(struct span line, struct tsan_header *out)
{
	ptrdiff_t at = span_find(line, warning);
	if (at < 0) {
		return false;
	}
	struct span rest = span_from(line, (size_t)at + sizeof warning - 1);
	ptrdiff_t pid = span_find_last(rest, " (pid=");
	if (pid <= 0) {
		return false;
	}
	*out = (struct tsan_header){
		.start = (size_t)at,
		.words = span_trim(span_slice(rest, 0, (size_t)pid)),
		.pid = to_int(span_number_after(span_from(rest, (size_t)pid), "(pid=")),
	};
	return out->words.len > 0;
}

/* Takes " (BuildId: …)" and " (module+0x12)" off the end, and what a program glued behind them. */
static struct span
take_module(struct span *line)
{
	ptrdiff_t plus = span_find_last(*line, "+0x");
	if (plus < 0) {
		return (struct span){0};
	}
	struct span before = span_slice(*line, 0, (size_t)plus);
	ptrdiff_t open = span_find_last(before, " (");
	if (open < 0) {
		return (struct span){0};
	}
	*line = span_slice(*line, 0, (size_t)open);
	return span_from(before, (size_t)open + 2);
}

/* Takes ":12" off the end; 0: there is none. */
static int
take_number(struct span *t)
{
	size_t start = t->len;
	while (start > 0 && is_digit(t->s[start - 1])) {
		start--;
	}
	if (start == t->len || start < 2 || t->s[start - 1] != ':') {
		return 0;
	}
	int n = to_int(span_number(span_from(*t, start)));
	t->len = start - 1;
	return n;
}

/* What may stand between a C++ parameter list and the file. */
static size_t
after_parameters(struct span t, size_t i)
{
	static const char *const words[] = {" const", " volatile", " &&", " &", " noexcept", NULL};
	for (size_t w = 0; words[w];) {
		bool here = span_starts(span_from(t, i), words[w]);
		i += here ? strlen(words[w]) : 0;
		w = here ? 0 : w + 1;
	}
	struct span rest = span_from(t, i);
	ptrdiff_t end = span_starts(rest, " [") ? span_find(rest, "]") : -1;
	return end < 0 ? i : i + (size_t)end + 1;
}

/*
 * Where the function ends and the blank before the file is; the length where there is no file.  C
 * functions have no blanks; C++ ones do, so that an absolute path, else the parameter list, tells.
 */
static size_t
function_end(struct span t)
{
	int depth = 0;
	size_t close = 0, blank = t.len;
	for (size_t i = 0; i < t.len; i++) {
		char c = t.s[i];
		if (c == ' ' && depth == 0 && i + 1 < t.len && t.s[i + 1] == '/') {
			return i;
		}
		if (c == ' ' && blank == t.len) {
			blank = i;
		}
		depth += (c == '(') - (c == ')' && depth > 0);
		close = c == ')' ? i + 1 : close;
	}
	if (!close) {
		return blank;
	}
	size_t end = after_parameters(t, close);
	return end < t.len && t.s[end] == ' ' ? end : t.len;
}

bool
tsan_line_frame(struct span line, struct tsan_frame *out)
{
	size_t i = 1;
	while (i < line.len && is_digit(line.s[i])) {
		i++;
	}
	if (line.len < 4 || line.s[0] != '#' || i == 1 || i + 1 >= line.len || line.s[i] != ' ') {
		return false;
	}
	struct span rest = span_from(line, i + 1);
	*out = (struct tsan_frame){.module = take_module(&rest)};
	size_t end = function_end(rest);
	out->function = span_slice(rest, 0, end);
	if (end < rest.len) {
		out->file = span_from(rest, end + 1);
		int last = take_number(&out->file), before = last ? take_number(&out->file) : 0;
		out->line = before ? before : last;
		out->column = before ? last : 0;
	}
	if (span_equals(out->function, "<null>")) {
		out->function.len = 0;
	}
	if (span_starts(out->file, "<null>") || span_starts(out->file, "??")) {
		out->file.len = 0;
		out->line = out->column = 0;
	}
	return true;
}

struct span
tsan_line_thread(struct span text)
{
	if (span_starts(text, "main thread")) {
		return span_slice(text, 0, sizeof "main thread" - 1);
	}
	size_t i = 1;
	if (!span_take(&text, "thread ") || !span_starts(text, "T")) {
		return (struct span){0};
	}
	while (i < text.len && is_digit(text.s[i])) {
		i++;
	}
	return span_slice(text, 0, i > 1 ? i : 0);
}

static struct span
held(struct span line)
{
	static const char open[] = "(mutexes: ";
	ptrdiff_t at = span_find(line, open);
	if (at < 0) {
		return (struct span){0};
	}
	struct span rest = span_from(line, (size_t)at + sizeof open - 1);
	ptrdiff_t end = span_find(rest, ")");
	return end < 0 ? rest : span_slice(rest, 0, (size_t)end);
}

/* "Write of size", "atomic read of size", "modifying access of": the operation, and its words taken
 * off. */
static enum access_op
take_operation(struct span *t)
{
	static const struct {
		const char *words;
		enum access_op op;
	} rows[] = {
		{"rite of size ", OP_WRITE},
		{"ead of size ", OP_READ},
		{"tomic write of size ", OP_ATOMIC_WRITE},
		{"tomic read of size ", OP_ATOMIC_READ},
		{"odifying access of ", OP_WRITE},
		{"ead-only access of ", OP_READ},
	};
	span_take(t, "Previous ");
	if (!t->len) {
		return OP_NONE;
	}
	struct span rest = span_from(*t, 1); /* the first letter is a capital in the first side */
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (span_take(&rest, rows[i].words)) {
			*t = rest;
			return rows[i].op;
		}
	}
	return OP_NONE;
}

bool
tsan_line_access(struct span line, struct tsan_access *out)
{
	struct span rest = line;
	enum access_op op = take_operation(&rest);
	if (op == OP_NONE) {
		return false;
	}
	ptrdiff_t by = span_find(rest, " by ");
	*out = (struct tsan_access){
		.op = op,
		.size = span_number(rest),
		.thread = by < 0 ? (struct span){0}
				 : tsan_line_thread(span_from(rest, (size_t)by + 4)),
		.locks = held(rest),
	};
	return true;
}

/* The word at the start. */
static struct span
word(struct span t)
{
	size_t i = 0;
	while (i < t.len && t.s[i] != ' ' && t.s[i] != ':') {
		i++;
	}
	return span_slice(t, 0, i);
}

bool
tsan_line_acquired(struct span line, struct tsan_acquired *out)
{
	static const char here[] = " acquired here while holding mutex ";
	static const char before[] = " previously acquired by the same thread here:";
	struct span rest = line;
	if (!span_take(&rest, "Mutex ")) {
		return false;
	}
	*out = (struct tsan_acquired){.lock = word(rest)};
	rest = span_from(rest, out->lock.len);
	if (span_starts(rest, before)) {
		return true;
	}
	/* clang prints "M1 (0x12)" in places where gcc prints "M1" */
	ptrdiff_t at = span_find(rest, here);
	if (at < 0) {
		return false;
	}
	rest = span_from(rest, (size_t)at + sizeof here - 1);
	out->holding = word(rest);
	ptrdiff_t in = span_find(rest, " in ");
	if (in >= 0) {
		out->thread = tsan_line_thread(span_from(rest, (size_t)in + 4));
	}
	return true;
}

/* "global 'name' of size 4 at 0x12 (a+0x1)". */
static void
global(struct span t, struct tsan_location *out)
{
	out->kind = LOCATION_GLOBAL;
	ptrdiff_t end = span_find(t, "' of size ");
	end = end < 0 ? span_find(t, "' at ") : end;
	if (end > 0) {
		out->name = span_slice(t, 1, (size_t)end);
	}
	if (span_equals(out->name, "??")) {
		out->name.len = 0;
	}
	/* the first thread's stack looks like an unnamed global to the run-time */
	if (span_find(t, "([stack]+0x") >= 0) {
		out->kind = LOCATION_STACK;
	}
}

bool
tsan_line_location(struct span line, struct tsan_location *out)
{
	struct span rest = line;
	if (!span_take(&rest, "Location is ")) {
		return false;
	}
	*out = (struct tsan_location){
		.kind = LOCATION_HEAP, .size = span_number_after(rest, " of size ")};
	if (span_take(&rest, "global ")) {
		global(rest, out);
	} else if (span_starts(rest, "stack of ")) {
		out->kind = LOCATION_STACK;
	} else if (span_starts(rest, "TLS of ")) {
		out->kind = LOCATION_TLS;
	} else if (span_starts(rest, "file descriptor ")) {
		out->kind = LOCATION_FD;
	}
	return true;
}
