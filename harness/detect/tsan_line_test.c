// SPDX-License-Identifier: MIT
#include "tsan_line.h"

#include <criterion/criterion.h>

static struct tsan_frame
frame(const char *line)
{
	struct tsan_frame f;
	cr_assert(tsan_line_frame(span_of(line), &f), "%s", line);
	return f;
}

static void
check_frame(const char *line, const char *function, const char *file, int number, int column,
	const char *module)
{
	struct tsan_frame f = frame(line);
	cr_expect(span_equals(f.function, function), "%s: function %.*s", line, (int)f.function.len,
		f.function.s);
	cr_expect(span_equals(f.file, file), "%s: file %.*s", line, (int)f.file.len, f.file.s);
	cr_expect(span_equals(f.module, module), "%s: module %.*s", line, (int)f.module.len,
		f.module.s);
	cr_expect_eq(f.line, number, "%s: line %d", line, f.line);
	cr_expect_eq(f.column, column, "%s: column %d", line, f.column);
}

Test(tsan_line, frames_of_c)
{
	check_frame("#0 main src/a.c:3:4 (a+0x1) (BuildId: 12ab)", "main", "src/a.c", 3, 4, "a");
	check_frame("#12 main src/a.c:3 (a+0x1)", "main", "src/a.c", 3, 0, "a");
	check_frame("#0 main /x y/a.c:3 (/x y/a+0x1)", "main", "/x y/a.c", 3, 0, "/x y/a");
	check_frame("#0 free <null> (a+0x1)", "free", "", 0, 0, "a");
	check_frame("#0 <null> <null> (a+0x1) (BuildId: 12)", "", "", 0, 0, "a");
	check_frame("#2 start src/a.c:3:4", "start", "src/a.c", 3, 4, "");
	check_frame("#2 start", "start", "", 0, 0, "");
	check_frame("#0 main a.c:3:4 (a+0x1)the program's own output", "main", "a.c", 3, 4, "a");
	check_frame("#0 f ??:0 (a+0x1)", "f", "", 0, 0, "a");
}

Test(tsan_line, frames_of_other_languages)
{
	check_frame("#0 Pool::add(int, char const*) src/p.cc:3:4 (p+0x1)",
		"Pool::add(int, char const*)", "src/p.cc", 3, 4, "p");
	check_frame("#0 Pool::size() const src/p.cc:9 (p+0x1)", "Pool::size() const", "src/p.cc", 9,
		0, "p");
	check_frame("#0 void std::invoke<void (*)(int), int>(void (*&&)(int), int&&) "
		    "/usr/include/c++/12/a.h:61 (p+0x1)",
		"void std::invoke<void (*)(int), int>(void (*&&)(int), int&&)",
		"/usr/include/c++/12/a.h", 61, 0, "p");
	check_frame("#0 operator delete(void*) <null> (p+0x1)", "operator delete(void*)", "", 0, 0,
		"p");
	check_frame("#0 f(int) [clone .isra.0] p.cc:3 (p+0x1)", "f(int) [clone .isra.0]", "p.cc", 3,
		0, "p");
	check_frame("#2 __tsan::Call(int, void*) tsan_posix.cpp.o (a+0x1)",
		"__tsan::Call(int, void*)", "tsan_posix.cpp.o", 0, 0, "a");
}

Test(tsan_line, no_frames)
{
	static const char *const lines[] = {
		"", "#", "#1", "#1 ", "# main a.c:1", "#x main", "0 main", "#1main a.c"};
	struct tsan_frame f;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		cr_expect_not(tsan_line_frame(span_of(lines[i]), &f), "%s", lines[i]);
	}
}

Test(tsan_line, numbers_beyond_int_are_unknown)
{
	check_frame("#0 main a.c:99999999999999999999999 (a+0x1)", "main", "a.c", 0, 0, "a");
}

Test(tsan_line, headers)
{
	struct tsan_header h;
	cr_assert(tsan_line_header(span_of("WARNING: ThreadSanitizer: data race (pid=12)"), &h));
	cr_assert(span_equals(h.words, "data race"));
	cr_assert_eq(h.pid, 12);
	cr_assert_eq(h.start, 0);
	cr_assert(tsan_line_header(span_of("hits 3WARNING: ThreadSanitizer: unlock of an unlocked "
					   "mutex (or by a wrong thread) (pid=7)"),
		&h));
	cr_assert(span_equals(h.words, "unlock of an unlocked mutex (or by a wrong thread)"));
	cr_assert_eq(h.start, 6);
	cr_assert_not(
		tsan_line_header(span_of("WARNING: ThreadSanitizer: memory layout is odd"), &h));
	cr_assert_not(tsan_line_header(span_of("WARNING: too long mutex cycle found"), &h));
	cr_assert_not(tsan_line_header(span_of("WARNING: ThreadSanitizer:  (pid=3)"), &h));
}

Test(tsan_line, accesses)
{
	struct tsan_access a;
	cr_assert(tsan_line_access(span_of("Previous atomic write of size 8 at 0x7b by thread T12 "
					   "(mutexes: write M0, read M1):"),
		&a));
	cr_assert_eq(a.op, OP_ATOMIC_WRITE);
	cr_assert_eq(a.size, 8);
	cr_assert(span_equals(a.thread, "T12"));
	cr_assert(span_equals(a.locks, "write M0, read M1"));
	cr_assert(tsan_line_access(span_of("Read of size 1 at 0x7b by main thread:"), &a));
	cr_assert_eq(a.op, OP_READ);
	cr_assert(span_equals(a.thread, "main thread"));
	cr_assert_eq(a.locks.len, 0);
	cr_assert(tsan_line_access(span_of("Atomic read of size 4 at 0x7b by thread T1:"), &a));
	cr_assert_eq(a.op, OP_ATOMIC_READ);
	cr_assert(tsan_line_access(
		span_of("Previous modifying access of Swift variable at 0x7b by thread T2:"), &a));
	cr_assert_eq(a.op, OP_WRITE);
	cr_assert_eq(a.size, 0);
	cr_assert_not(tsan_line_access(span_of("Previous"), &a));
	cr_assert_not(tsan_line_access(span_of("Writing of size 4"), &a));
}

Test(tsan_line, lock_order_headings)
{
	struct tsan_acquired a;
	cr_assert(tsan_line_acquired(
		span_of("Mutex M1 acquired here while holding mutex M0 in thread T3:"), &a));
	cr_assert(span_equals(a.lock, "M1"));
	cr_assert(span_equals(a.holding, "M0"));
	cr_assert(span_equals(a.thread, "T3"));
	cr_assert(tsan_line_acquired(span_of("Mutex M1 (0x12) acquired here while holding mutex M0 "
					     "(0x34) in main thread:"),
		&a));
	cr_assert(span_equals(a.holding, "M0"));
	cr_assert(span_equals(a.thread, "main thread"));
	cr_assert(tsan_line_acquired(
		span_of("Mutex M0 previously acquired by the same thread here:"), &a));
	cr_assert_eq(a.holding.len, 0);
	cr_assert_not(tsan_line_acquired(span_of("Mutex M0 (0x12) created at:"), &a));
}

Test(tsan_line, locations)
{
	static const struct {
		const char *line, *name;
		enum location_kind kind;
		size_t size;
	} rows[] = {
		{"Location is global 'hits' of size 4 at 0x1 (a+0x2)", "hits", LOCATION_GLOBAL, 4},
		{"Location is global 'operator' of' at 0x1 (a+0x2)", "operator' of",
			LOCATION_GLOBAL, 0},
		{"Location is global '?\?' at 0x7f (a+0x2)", "", LOCATION_GLOBAL, 0},
		{"Location is global '?\?' at 0x7f ([stack]+0x1f)", "", LOCATION_STACK, 0},
		{"Location is heap block of size 16 at 0x7b allocated by main thread:", "",
			LOCATION_HEAP, 16},
		{"Location is NameList of size 16 at 0x7b allocated by main thread:", "",
			LOCATION_HEAP, 16},
		{"Location is stack of thread T1.", "", LOCATION_STACK, 0},
		{"Location is TLS of main thread.", "", LOCATION_TLS, 0},
		{"Location is file descriptor 3 created by main thread at:", "", LOCATION_FD, 0},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct tsan_location l;
		cr_assert(tsan_line_location(span_of(rows[i].line), &l));
		cr_expect_eq(l.kind, rows[i].kind, "%s", rows[i].line);
		cr_expect_eq(l.size, rows[i].size, "%s", rows[i].line);
		cr_expect(span_equals(l.name, rows[i].name), "%s", rows[i].line);
	}
	struct tsan_location l;
	cr_assert_not(tsan_line_location(span_of("Location of it"), &l));
}

Test(span, finds_first_and_last)
{
	struct span t = SPAN("abcabc");
	cr_assert_eq(span_find(t, "bc"), 1);
	cr_assert_eq(span_find_last(t, "bc"), 4);
	cr_assert_eq(span_find_last(t, "abcabc"), 0);
	cr_assert_eq(span_find_last(t, "abcabcd"), -1);
	cr_assert_eq(span_find_last(t, "x"), -1);
	cr_assert_eq(span_find((struct span){0}, "x"), -1);
	cr_assert_eq(span_find_last((struct span){0}, "x"), -1);
}

Test(span, trims_blanks_and_colours)
{
	cr_assert(span_equals(span_trim(SPAN("\033[1m\033[34m  Write\t\r\033[0m")), "Write"));
	cr_assert(span_equals(span_trim(SPAN("a\033[0x")), "a\033[0x"));
	cr_assert(span_equals(span_trim(SPAN("am")), "am"));
	cr_assert_eq(span_trim(SPAN(" \033[0m ")).len, 0);
}

Test(span, numbers)
{
	cr_assert_eq(span_number(SPAN("1,024 bytes")), 1024);
	cr_assert_eq(span_number(SPAN("12,")), 12);
	cr_assert_eq(span_number(SPAN("x")), 0);
	cr_assert_eq(span_number_after(SPAN("of size 12 at"), " size "), 12);
	cr_assert_eq(span_number_after(SPAN("none"), " size "), 0);
	cr_assert_gt(span_number(SPAN("99999999999999999999999999")), (size_t)1 << 50);
}
