// SPDX-License-Identifier: MIT
#include "tsan.h"

#include <criterion/criterion.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "detect_fixture.h"

#define RULE "==================\n"
#define SIDE_1                                                                                 \
	"  Write of size 4 at 0x7b by thread T2 (mutexes: write M0):\n    #0 add src/a.c:5:3 " \
	"(a+0x1)\n    #1 worker src/a.c:9:3 (a+0x2)\n\n"
#define SIDE_2 \
	"  Previous read of size 4 at 0x7b by main thread:\n    #0 main src/a.c:20:3 (a+0x3)\n\n"
#define REST                                                                                      \
	"  Location is global 'hits' of size 4 at 0x7b (a+0x4)\n\n"                               \
	"  Mutex M0 (0x7c) created at:\n    #0 pthread_mutex_init <null> (a+0x5)\n    #1 main "   \
	"src/a.c:15:2 (a+0x6)\n\n"                                                                \
	"  Thread T2 'adder' (tid=7, running) created by main thread at:\n    #0 pthread_create " \
	"<null> (a+0x7)\n\n"
#define SUMMARY "SUMMARY: ThreadSanitizer: data race src/a.c:5:3 in add\n"
#define HEAD    "WARNING: ThreadSanitizer: data race (pid=42)\n"
#define RACE    RULE HEAD SIDE_1 SIDE_2 REST SUMMARY RULE

static struct arena arena;

static struct tsan_log
parse(const char *text)
{
	return fixture_tsan(&arena, text);
}

/* The one finding, whole, with both sides. */
static struct finding
only_race(const char *text)
{
	struct tsan_log log = parse(text);
	cr_assert_eq(log.findings.count, 1, "%zu findings in %s", log.findings.count, text);
	cr_assert_eq(log.cut, 0);
	struct finding f = log.findings.items[0];
	cr_assert_eq(f.kind, KIND_RACE);
	cr_assert_eq(f.pid, 42);
	cr_assert_eq(f.access_count, 2);
	cr_assert_eq(f.accesses[0].stack.count, 2, "%s", text);
	cr_assert_eq(f.accesses[1].stack.count, 1);
	return f;
}

Test(tsan, a_race_with_all_its_parts)
{
	struct finding f = only_race(RACE);
	cr_assert_str_eq(f.words, "data race");
	cr_assert_eq(f.detector, DET_TSAN);
	cr_assert_eq(f.accesses[0].op, OP_WRITE);
	cr_assert_eq(f.accesses[0].size, 4);
	cr_assert_str_eq(f.accesses[0].thread, "T2");
	cr_assert_str_eq(f.accesses[0].locks, "write M0");
	cr_assert_str_eq(f.accesses[0].stack.frames[1].function, "worker");
	cr_assert_eq(f.accesses[1].op, OP_READ);
	cr_assert_str_eq(f.accesses[1].thread, "main thread");
	cr_assert_null(f.accesses[1].locks);
	cr_assert_eq(f.location.kind, LOCATION_GLOBAL);
	cr_assert_str_eq(f.location.name, "hits");
	cr_assert_eq(f.lock_count, 1);
	cr_assert_str_eq(f.locks[0].name, "M0");
	cr_assert_eq(f.locks[0].stack.count, 2);
	cr_assert_eq(f.thread_count, 1);
	cr_assert_str_eq(f.threads[0].name, "T2");
	cr_assert_eq(strncmp(f.text, "WARNING: ", 9), 0);
	cr_assert_eq(f.text_len, strlen(HEAD SIDE_1 SIDE_2 REST SUMMARY) - 1);
}

Test(tsan, several_reports_and_totals)
{
	struct tsan_log log = parse(RACE RACE "ThreadSanitizer: reported 2 warnings\n" RACE);
	cr_assert_eq(log.findings.count, 3);
	cr_assert_null(log.abort);
}

Test(tsan, a_second_file_is_added)
{
	struct tsan_log log = parse(RACE);
	tsan_parse(RACE, strlen(RACE), &arena, &log);
	cr_assert_eq(log.findings.count, 2);
	cr_assert_str_eq(log.findings.items[0].words, "data race");
}

Test(tsan, without_a_summary_or_without_the_last_rule)
{
	only_race(RULE HEAD SIDE_1 SIDE_2 REST RULE);
	only_race(RULE HEAD SIDE_1 SIDE_2 REST SUMMARY);
	only_race(HEAD SIDE_1 SIDE_2 REST "SUMMARY: ThreadSanitizer: data race");
}

Test(tsan, programs_own_output_glued_to_lines)
{
	only_race("hits 3" RULE HEAD SIDE_1 SIDE_2 REST SUMMARY RULE);
	only_race(RULE "hits 3" HEAD SIDE_1 SIDE_2 REST SUMMARY RULE);
	only_race(RULE HEAD "hits 3" SIDE_1 SIDE_2 REST SUMMARY RULE);
	only_race(RULE HEAD SIDE_1 "hits 3" SIDE_2 REST SUMMARY RULE);
	only_race(RULE HEAD SIDE_1 SIDE_2 "hits 3" REST SUMMARY RULE);
	only_race(RULE HEAD SIDE_1 SIDE_2 REST "hits 3" SUMMARY RULE);
	only_race(RULE HEAD SIDE_1 SIDE_2 REST "hits 3" RULE);
	only_race(RULE HEAD SIDE_1 "hits 3\n" SIDE_2 REST SUMMARY RULE);
}

/* Puts `prefix` before every line. */
static const char *
prefixed(const char *prefix, const char *text)
{
	struct buf out = {0};
	for (const char *p = text; *p;) {
		size_t n = strcspn(p, "\n") + 1;
		buf_adds(&out, prefix);
		buf_add(&out, p, n);
		p += n;
	}
	const char *copy = arena_strdup(&arena, buf_str(&out));
	buf_free(&out);
	return copy;
}

Test(tsan, time_stamps_before_every_line)
{
	only_race(prefixed("2026-01-02T03:04:05.6789Z ", RACE));
	only_race(prefixed("12: ", RACE));
	only_race(prefixed("app_1  | ", RACE));
}

static const char *
with(const char *text, const char *from, const char *to)
{
	struct buf out = {0};
	for (const char *p = text; *p;) {
		bool here = strncmp(p, from, strlen(from)) == 0;
		buf_adds(&out, here ? to : "");
		buf_add(&out, p, here ? 0 : 1);
		p += here ? strlen(from) : 1;
	}
	const char *copy = arena_strdup(&arena, buf_str(&out));
	buf_free(&out);
	return copy;
}

Test(tsan, carriage_returns_and_colours)
{
	only_race(with(RACE, "\n", "\r\n"));
	only_race(with(
		with(RACE, "WARNING", "\033[1m\033[31mWARNING"), "    #", "\033[1m\033[0m    #"));
}

Test(tsan, a_lost_stack_is_a_side_without_frames)
{
	struct tsan_log log = parse(HEAD SIDE_1 "  Previous write of size 4 at 0x7b by thread "
						"T1:\n    [failed to restore the stack]\n\n" RULE);
	cr_assert_eq(log.findings.count, 1);
	cr_assert_eq(log.findings.items[0].access_count, 2);
	cr_assert_eq(log.findings.items[0].accesses[1].stack.count, 0);
	cr_assert_str_eq(log.findings.items[0].accesses[1].thread, "T1");
	cr_assert_eq(log.cut, 0);
}

/* Cut after each byte: never more than was there, and whole reports stay whole. */
Test(tsan, cut_anywhere)
{
	const char *text = RACE RACE;
	size_t first_side = strlen(RULE HEAD "  Write of size 4 at 0x7b by thread T2 (mutexes: "
					     "write M0):\n    #0 add src/a.c:5:3 (a+0x1)\n");
	size_t whole = strlen(RULE HEAD SIDE_1 SIDE_2 REST "SUMMARY: ThreadSanitizer: d");
	for (size_t n = 0; n <= strlen(text); n++) {
		struct arena a = {0};
		struct tsan_log log = {0};
		char *cut = arena_strndup(&a, text, n);
		tsan_parse(cut, n, &a, &log);
		size_t in_second = n < strlen(RACE) ? 0 : n - strlen(RACE);
		size_t expected = (n >= first_side) + (in_second >= first_side);
		bool partly = (n >= first_side && n < whole) ||
			      (in_second >= first_side && in_second < whole);
		cr_expect_eq(log.findings.count, expected, "after %zu bytes: %zu", n,
			log.findings.count);
		cr_expect_eq(log.cut, (size_t)partly, "after %zu bytes: cut %zu", n, log.cut);
		arena_free(&a);
	}
}

Test(tsan, a_report_cut_by_the_next_one)
{
	struct tsan_log log = parse(HEAD SIDE_1 HEAD SIDE_1 SIDE_2 RULE);
	cr_assert_eq(log.findings.count, 2);
	cr_assert_eq(log.cut, 1);
	cr_assert_eq(log.findings.items[0].access_count, 1);
	log = parse(HEAD HEAD SIDE_1 SIDE_2 RULE);
	cr_assert_eq(log.findings.count, 1);
	cr_assert_eq(log.cut, 0);
}

Test(tsan, a_leak_is_one_side)
{
	struct tsan_log log =
		parse(RULE "WARNING: ThreadSanitizer: thread leak (pid=9)\n  Thread T1 'w' (tid=3, "
			   "finished) created by thread T4 at:\n"
			   "    #0 pthread_create <null> (a+0x1)\n    #1 main src/a.c:3 "
			   "(a+0x2)\n\n  And 4 more similar thread leaks.\n\n"
			   "SUMMARY: ThreadSanitizer: thread leak src/a.c:3 in main\n" RULE);
	cr_assert_eq(log.findings.count, 1);
	struct finding *f = &log.findings.items[0];
	cr_assert_eq(f->kind, KIND_THREAD_LEAK);
	cr_assert_eq(f->access_count, 1);
	cr_assert_eq(f->accesses[0].op, OP_CREATE);
	cr_assert_str_eq(f->accesses[0].thread, "T4");
	cr_assert_eq(f->accesses[0].stack.count, 2);
	cr_assert_eq(f->thread_count, 0);
}

Test(tsan, a_bare_and_begins_the_second_side)
{
	struct tsan_log log = parse(RULE "WARNING: ThreadSanitizer: destroy of a locked mutex "
					 "(pid=9)\n    #0 pthread_mutex_destroy <null> (a+0x1)\n"
					 "    #1 main src/a.c:3 (a+0x2)\n\n  and:\n    #0 "
					 "pthread_mutex_lock <null> (a+0x1)\n\n"
					 "  Mutex M2 is already destroyed.\n\n" RULE);
	struct finding *f = &log.findings.items[0];
	cr_assert_eq(f->access_count, 2);
	cr_assert_eq(f->accesses[0].op, OP_DESTROY);
	cr_assert_eq(f->accesses[1].op, OP_LOCK);
	cr_assert_str_eq(f->accesses[1].words, "and:");
	cr_assert_eq(f->lock_count, 1);
	cr_assert_eq(f->locks[0].stack.count, 0);
}

Test(tsan, a_signal_heading_begins_a_bare_side)
{
	struct tsan_log log = parse("WARNING: ThreadSanitizer: signal handler spoils errno "
				    "(pid=9)\n  Signal 10 handler invoked at:\n"
				    "    #0 handler src/a.c:3 (a+0x2)\n\n" RULE);
	cr_assert_eq(log.findings.items[0].kind, KIND_ERRNO_SPOILED);
	cr_assert_eq(log.findings.items[0].access_count, 1);
	cr_assert_eq(log.findings.items[0].accesses[0].stack.count, 1);
}

Test(tsan, sleep_is_no_side)
{
	struct finding f = only_race(RULE HEAD SIDE_1 SIDE_2
		"  As if synchronized via sleep:\n    #0 usleep <null> (a+0x1)\n\n" REST RULE);
	cr_assert_str_eq(f.accesses[1].stack.frames[0].function, "main");
}

Test(tsan, a_virtual_table_race)
{
	struct tsan_log log = parse(RULE "WARNING: ThreadSanitizer: data race on vptr (ctor/dtor "
					 "vs virtual call) (pid=3)\n" SIDE_1 SIDE_2 RULE);
	cr_assert_eq(log.findings.items[0].kind, KIND_RACE);
	cr_assert_str_eq(
		log.findings.items[0].words, "data race on vptr (ctor/dtor vs virtual call)");
}

Test(tsan, words_without_a_kind_are_kept)
{
	struct tsan_log log =
		parse(RULE "WARNING: ThreadSanitizer: brand new (pid=3)\n" SIDE_1 RULE);
	cr_assert_eq(log.findings.count, 1);
	cr_assert_eq(log.findings.items[0].kind, KIND_UNKNOWN);
	cr_assert_str_eq(log.findings.items[0].words, "brand new");
}

Test(tsan, a_whole_report_of_an_unknown_shape_has_one_empty_side)
{
	struct tsan_log log = parse(RULE HEAD "  Something else:\n" RULE);
	cr_assert_eq(log.findings.count, 1);
	cr_assert_eq(log.findings.items[0].access_count, 1);
	cr_assert_eq(log.findings.items[0].accesses[0].stack.count, 0);
}

Test(tsan, nothing_in_ordinary_output)
{
	struct tsan_log log = parse(
		"hits 3\n" RULE "WARNING: too long mutex cycle found\nWARNING: DATA RACE\n"
		"WARNING: ThreadSanitizer: (no pid)\nThreadSanitizer is fun\n#0 main a.c:3\n");
	cr_assert_eq(log.findings.count, 0);
	cr_assert_null(log.abort);
	cr_assert_not(log.dead_signal);
	cr_assert_eq(parse("").findings.count, 0);
}

Test(tsan, a_report_cut_by_the_tools_end)
{
	struct tsan_log log = parse(HEAD SIDE_1 "ThreadSanitizer: CHECK failed: x.cpp:1 \"x\"\n");
	cr_assert_eq(log.findings.count, 1);
	cr_assert_eq(log.cut, 1);
	cr_assert_not_null(log.abort);
}

Test(tsan, a_crash_after_a_race)
{
	struct tsan_log log =
		parse(RACE "==5==ERROR: ThreadSanitizer: SEGV on unknown address 0x0 (pc 0x1)\n"
			   "    #0 main src/a.c:3:4 (a+0x1)\n");
	cr_assert_eq(log.findings.count, 1);
	cr_assert(log.dead_signal);
	cr_assert_eq(log.signal_stack.count, 1);
}

Test(tsan, no_symbolizer)
{
	cr_assert(parse("==5==WARNING: invalid path to external symbolizer!\n" RACE).unsymbolized);
	cr_assert_not(parse(RACE).unsymbolized);
}

Test(tsan, long_cycles)
{
	struct buf text = {0};
	buf_adds(&text,
		"WARNING: ThreadSanitizer: lock-order-inversion (potential deadlock) (pid=1)\n"
		"  Cycle in lock order graph: M0 (0x1) => M1 (0x2) => M0\n\n");
	for (int i = 0; i < 20; i++) {
		buf_addf(&text,
			"  Mutex M%d acquired here while holding mutex M%d in thread T%d:\n    #0 "
			"a a.c:%d (a+0x1)\n\n"
			"  Mutex M%d previously acquired by the same thread here:\n    #0 b "
			"a.c:%d (a+0x1)\n\n",
			(i + 1) % 20, i, i + 1, i + 1, i, i + 101);
	}
	buf_adds(&text, RULE);
	struct tsan_log log = parse(text.data);
	cr_assert_eq(log.findings.count, 1);
	cr_assert_eq(log.findings.items[0].access_count, 40);
	cr_assert_str_eq(log.findings.items[0].accesses[39].thread, "T20");
	cr_assert_str_eq(log.findings.items[0].accesses[38].locks, "M19");
	buf_free(&text);
}
