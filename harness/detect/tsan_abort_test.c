// SPDX-License-Identifier: MIT
/* Logs of a ThreadSanitizer or of a program that broke. */
#include <criterion/criterion.h>

#include "arena.h"
#include "detect_fixture.h"
#include "tsan.h"

static struct arena arena;

static struct tsan_log
parse(const char *text)
{
	return fixture_tsan(&arena, text);
}

static void
check_abort(const char *line, bool set_up)
{
	const char *text =
		arena_printf(&arena, "out\n%s\n    #0 __tsan::f() <null> (a+0x1)\n", line);
	struct tsan_log log = parse(text);
	cr_assert_not_null(log.abort, "%s", line);
	cr_expect_eq(log.abort_set_up, set_up, "%s", line);
	cr_expect_eq(log.findings.count, 0);
}

Test(tsan_abort, the_tool_gives_up)
{
	check_abort("FATAL: ThreadSanitizer CHECK failed: ../../tsan_rtl.cpp:5 \"((x)) != (0)\" "
		    "(0x0, 0x0)",
		false);
	check_abort(
		"ThreadSanitizer: CHECK failed: sanitizer_thread_registry.cpp:348 \"((t)) != (0)\"",
		false);
	check_abort("==12==ThreadSanitizer: starting new threads after multi-threaded fork is not "
		    "supported. Dying",
		false);
	check_abort(
		"ThreadSanitizer: thread T1  finished with ignores enabled, created at:", false);
	check_abort("==12==ERROR: ThreadSanitizer failed to allocate 0x1000 bytes", false);
	check_abort("FATAL: ThreadSanitizer: unexpected memory mapping 0x5555-0x6666", true);
	check_abort("ThreadSanitizer: failed to read suppressions file '/x'", true);
	check_abort("==12==ERROR: External symbolizer path is set to '/x' which isn't a known "
		    "symbolizer.",
		true);
	check_abort("ThreadSanitizer: ERROR: expected '=' in TSAN_OPTIONS", true);
}

static struct tsan_log
crash(const char *frames)
{
	return parse(arena_printf(&arena,
		"==5==ERROR: ThreadSanitizer: SEGV on unknown address 0x0 (pc "
		"0x1 bp 0x2 sp 0x3 T5)\n"
		"==5==The signal is caused by a READ memory access.\n%s\n"
		"ThreadSanitizer can not provide additional info.\n"
		"SUMMARY: ThreadSanitizer: SEGV x\n==5==ABORTING\n",
		frames));
}

Test(tsan_abort, the_programs_crash)
{
	static const char *const frames[] = {
		"    #0 main src/a.c:3:4 (a+0x1)",
		"    #0 __strlen_evex strlen.S:79 (libc.so.6+0x1)\n    #1 strlen <null> (a+0x1)",
		"    #0 <null> <null> (0x0)\n    #1 main src/a.c:3 (a+0x1)",
		"    #0 __tsan_read4 <null> (a+0x1)\n    #1 main src/a.c:3 (a+0x1)",
	};
	for (size_t i = 0; i < sizeof frames / sizeof *frames; i++) {
		struct tsan_log log = crash(frames[i]);
		cr_expect(log.dead_signal, "%s", frames[i]);
		cr_expect_null(log.abort, "%s", frames[i]);
		cr_expect_str_eq(log.signal, "SEGV on unknown address 0x0");
	}
}

Test(tsan_abort, the_tools_crash)
{
	static const char *const frames[] = {
		"",
		"    #0 __tsan::Acquire(int) <null> (a+0x1)\n    #1 main src/a.c:3 (a+0x1)",
		"    #0 __tsan_func_entry <null> (a+0x1)\n    #1 worker src/a.c:3 (a+0x1)",
		"    #0 __sanitizer::internal_memset <null> (a+0x1)",
		"    #0 <null> <null> (a+0x1)",
	};
	for (size_t i = 0; i < sizeof frames / sizeof *frames; i++) {
		struct tsan_log log = crash(frames[i]);
		cr_expect_not(log.dead_signal, "%s", frames[i]);
		cr_expect_not_null(log.abort, "%s", frames[i]);
		cr_expect_not(log.abort_set_up);
	}
}
