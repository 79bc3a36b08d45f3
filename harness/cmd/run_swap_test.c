// SPDX-License-Identifier: MIT
/* The catalogue must be able to fail: each test spoils one thing in a good one. */
#include <criterion/criterion.h>
#include <string.h>

#include "cli.h"

#define BROKEN "catalog/cases/data-race/lost-update.c"
#define MUTEX  "catalog/fixes/data-race/lost-update.mutex.c"
#define ORDER  "catalog/cases/deadlock/lock-order.c"
#define BENIGN "catalog/cases/benign/join-orders-all.c"

static struct cli c;

static void
begin(void)
{
	cli_begin(&c);
	cli_case(&c, "data-race/lost-update");
	cli_case(&c, "benign/join-orders-all");
}

static void
end(void)
{
	cli_end(&c);
}

TestSuite(cli_swap, .init = begin, .fini = end, .timeout = 200);

/* The header comment of one file, the code of the other. */
static void
put_code_of(const char *from, const char *into)
{
	const char *header = cli_read(&c, into), *code = cli_read(&c, from);
	const char *header_end = strstr(header, " */\n"), *code_begin = strstr(code, " */\n");
	cr_assert(header_end && code_begin);
	cli_write(&c, into,
		arena_printf(&c.arena, "%.*s%s", (int)(header_end - header), header, code_begin));
}

static void
fails_in_both_reports(const char *says)
{
	cli_reports(&c, "hazard-report",
		(const char *const[]){
			"\"partial\": false", "\"fail\": 1,", "\"verdict\": \"fail\"", says, NULL});
	cr_expect(strstr(cli_read(&c, "hazard-report/junit.xml"), "<failure "));
}

/* Otherwise the tests below would prove nothing. */
Test(cli_swap, unspoilt_it_passes)
{
	cli_case(&c, "deadlock/lock-order");
	CLI(&c, "run", "--detectors", "tsan,native");
	cli_ended(&c, 0, "3 cases: 3 pass");
}

Test(cli_swap, a_broken_twin_in_a_fixs_place_is_seen_by_thread_sanitizer)
{
	put_code_of(BROKEN, MUTEX);
	CLI(&c, "run", "--detectors", "tsan");
	cli_ended(&c, 1, "2 cases: 1 pass, 1 fail");
	cr_expect(cli_prints(&c, "  fixes/data-race/lost-update.mutex.c (fix)\n"));
	cr_expect(cli_prints(&c, "tsan      not clean: race"), "%s", buf_str(&c.out));
	cr_expect(cli_prints(&c, "hazard run data-race/lost-update --detectors tsan"));
	cr_expect_not(cli_prints(&c, "lost-update.atomic.c"), "the other fixes are clean");
	fails_in_both_reports("\"reason\": \"unexpected\"");
}

Test(cli_swap, a_broken_twin_in_a_fixs_place_is_seen_by_valgrind)
{
	put_code_of(BROKEN, MUTEX);
	CLI(&c, "run", "--detectors", "helgrind,drd", "lost-update");
	cli_ended(&c, 1, "1 case: 0 pass, 1 fail");
	cr_expect(cli_prints(&c, "  fixes/data-race/lost-update.mutex.c (fix)\n"));
	cr_expect(cli_prints(&c, "helgrind  not clean: race"), "%s", buf_str(&c.out));
	cr_expect(cli_prints(&c, "drd       not clean: race"), "%s", buf_str(&c.out));
}

Test(cli_swap, a_broken_twin_in_a_fixs_place_is_seen_by_the_explorer)
{
	put_code_of(BROKEN, MUTEX);
	CLI(&c, "run", "--detectors", "explore", "lost-update");
	cli_ended(&c, 1, "1 case: 0 pass, 1 fail");
	cr_expect(cli_prints(&c, "  fixes/data-race/lost-update.mutex.c (fix)\n"));
	cr_expect(cli_prints(&c, "explore   not clean: wrong-result"), "%s", buf_str(&c.out));
	cr_expect(cli_prints(&c, "schedules"), "%s", buf_str(&c.out));
	fails_in_both_reports("\"end\": \"fail\"");
}

Test(cli_swap, the_schedule_of_a_failure_is_kept_and_replays)
{
	CLI(&c, "run", "--detectors", "explore", "lost-update");
	cli_ended(&c, 0, "1 case: 1 pass");
	const char *line = arena_printf(&c.arena,
		"'%s' replay hazard-report/schedules/data-race/lost-update.wrong-result.*.sched",
		cli_program(&c));
	cli_run(&c, (const char *const[]){"/bin/sh", "-c", line, NULL});
	cr_expect_eq(c.code, 1, "exit %d: %s", c.code, buf_str(&c.err));
	cr_expect(cli_prints(&c, "wrong result"), "%s", buf_str(&c.out));
}

Test(cli_swap, an_expectation_of_the_explorer_that_no_schedule_shows)
{
	cli_edit(&c, BROKEN, "explore   race(hits)", "explore   stuck(hits)");
	CLI(&c, "run", "--detectors", "explore", "lost-update");
	cli_ended(&c, 1, "1 case: 0 pass, 1 fail");
	cr_expect(cli_prints(&c, "missed: stuck(hits)"), "%s", buf_str(&c.out));
}

/* With the broken twin's whole file the header is wrong, and that alone is enough. */
Test(cli_swap, a_whole_broken_file_in_a_fixs_place)
{
	cli_write(&c, MUTEX, cli_read(&c, BROKEN));
	CLI(&c, "run", "--detectors", "tsan");
	cli_ended(&c, 1, "2 cases: 1 pass, 1 fail");
	cr_expect(cli_complains(&c, "fixes/data-race/lost-update.mutex.c:11: @level has no place"),
		"%s", buf_str(&c.err));
}

/* No detector has anything to say: the lock is there, the sum is not. */
Test(cli_swap, a_fix_whose_result_is_wrong)
{
	cli_edit(&c, MUTEX, "hits += 1;\n", "hits += i % 2;\n");
	CLI(&c, "run", "--detectors", "native");
	cli_ended(&c, 1, "2 cases: 1 pass, 1 fail");
	cr_expect(cli_prints(&c, "  fixes/data-race/lost-update.mutex.c (fix)\n"));
	cr_expect(cli_prints(&c, "native    not clean: wrong-result (wrong: "), "%s",
		buf_str(&c.out));
	fails_in_both_reports("\"reason\": \"unexpected\"");
	CLI(&c, "run", "--detectors", "tsan");
	cli_ended(&c, 1, "tsan      not clean: wrong-result (wrong: ");
}

Test(cli_swap, a_fix_that_prints_something_else)
{
	cli_edit(&c, MUTEX, "no hit lost", "no hits lost");
	CLI(&c, "run", "--detectors", "native");
	cli_ended(&c, 1, "wrong-result (printed \"no hits lost\")");
}

Test(cli_swap, a_fix_that_hangs)
{
	cli_edit(&c, MUTEX, "pthread_mutex_unlock", "(void)");
	CLI(&c, "run", "--detectors", "native");
	cli_ended(&c, 1, "native    not clean: hang");
	cr_expect_eq(cli_leftovers(&c), 0);
}

Test(cli_swap, the_only_marker_of_a_label_deleted)
{
	cli_edit(&c, BROKEN, "//~ hits: read, write", "");
	CLI(&c, "run", "--detectors", "tsan");
	cli_ended(&c, 1, "2 cases: 1 pass, 1 fail");
	cr_expect(cli_prints(&c, "  cases/data-race/lost-update.c (broken)\n"));
	cr_expect(cli_prints(&c, "tsan      unexpected: race"), "%s", buf_str(&c.out));
	cr_expect(cli_prints(&c, "missed: race(hits)"), "%s", buf_str(&c.out));
}

/* Nothing is wrong with the file, but a site of the finding carries no label any more. */
Test(cli_swap, one_marker_of_several_deleted)
{
	cli_case(&c, "deadlock/lock-order");
	cli_edit(&c, ORDER, "pthread_mutex_lock(&till_lock);		//~ stock-then-till: lock",
		"pthread_mutex_lock(&till_lock);");
	CLI(&c, "run", "--detectors", "tsan");
	cli_ended(&c, 1, "3 cases: 2 pass, 1 fail");
	cr_expect(cli_prints(&c, "  cases/deadlock/lock-order.c (broken)\n"));
	cr_expect(cli_prints(&c, "tsan      unexpected: lock-order"), "%s", buf_str(&c.out));
	cr_expect(cli_prints(&c, "missed"), "%s", buf_str(&c.out));
}

Test(cli_swap, an_expectation_of_something_else)
{
	cli_edit(&c, BROKEN, "tsan      race(hits)", "tsan      lock-order(hits)");
	CLI(&c, "run", "--detectors", "tsan");
	cli_ended(&c, 1, "tsan      unexpected: race");
	cr_expect(cli_prints(&c, "missed: lock-order(hits)"), "%s", buf_str(&c.out));
	cr_expect(cli_prints(&c, "  cases/data-race/lost-update.c (broken)\n"));
}

Test(cli_swap, a_lie_about_what_is_missed)
{
	cli_edit(&c, BROKEN, "@expect  tsan      race(hits)",
		"@misses  tsan: it is said to be blind");
	CLI(&c, "run", "--detectors", "tsan");
	cli_ended(&c, 1, "tsan      no longer blind: race");
	fails_in_both_reports("\"reason\": \"blind-sees\"");
}

Test(cli_swap, a_false_alarm_that_does_not_happen)
{
	cli_edit(&c, BENIGN, " * @hint",
		" * @false-alarm tsan race(wall): made up for this test\n * @hint");
	CLI(&c, "run", "--detectors", "tsan");
	cli_ended(&c, 1, "tsan      stale: the stated false alarm");
	fails_in_both_reports("\"reason\": \"stale\"");
}

Test(cli_swap, a_benign_program_that_is_not)
{
	cli_edit(&c, BENIGN, "pthread_join(masons[1], NULL);	//~ masons: join", "");
	CLI(&c, "run", "--detectors", "tsan", "join-orders-all");
	cli_ended(&c, 1, "tsan      not clean: ");
}

/* What is proven goes before what can't be said. */
Test(cli_swap, a_failure_beside_a_build_that_fails)
{
	put_code_of(BROKEN, MUTEX);
	cli_edit(&c, BENIGN, "struct wall {", "struct wall {{");
	CLI(&c, "run", "--detectors", "tsan");
	cli_ended(&c, 1, "2 cases: 0 pass, 1 fail, 1 error");
	CLI(&c, "run", "--detectors", "tsan", "join-orders-all");
	cli_ended(&c, 3, "the build failed: cases/benign/join-orders-all.c:");
	cr_expect(cli_prints(&c, ": error:"), "the compiler's own words: %s", buf_str(&c.out));
	cli_reports(&c, "hazard-report", (const char *const[]){"\"error\": 1,", NULL});
	cr_expect(strstr(cli_read(&c, "hazard-report/junit.xml"), "<error "));
}
