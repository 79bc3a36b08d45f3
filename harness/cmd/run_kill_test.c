// SPDX-License-Identifier: MIT
/* hazard is killed or interrupted in the middle: nothing runs on, no report is half-written, and
 * the next run carries on. */
#include <criterion/criterion.h>
#include <poll.h>
#include <signal.h>
#include <string.h>

#include "cli.h"
#include "clock.h"
#include "fs.h"

#define RECORDS "cache/hazard/programs/record"

static struct cli c;

/* The compiler takes its time while the file `slow` is there, and says that it has begun in
 * `started`. */
static void
begin(void)
{
	static const char *const tools[] = {"clang", "ld", NULL};
	cli_begin(&c);
	cli_tools(&c, tools);
	cli_write_program(&c, "bin/clang",
		arena_printf(&c.arena,
			"#!/bin/sh\n"
			"case $1 in --version) exec %s --version ;; esac\n"
			"[ ! -e '%s' ] || { echo begun >>'%s'; sleep `cat '%s'`; }\n"
			"exec %s \"$@\"\n",
			cli_find(&c, "clang"), cli_path(&c, "slow"), cli_path(&c, "started"),
			cli_path(&c, "slow"), cli_find(&c, "clang")));
	cli_env(&c, "XDG_CACHE_HOME=%s", cli_path(&c, "cache"));
	cli_env(&c, "HAZARD_CLI_READY=%s", cli_path(&c, "ready"));
	cli_write(&c, "hazard-report/results.json", "old\n");
}

static void
end(void)
{
	cli_end(&c);
}

TestSuite(cli_kill, .init = begin, .fini = end, .timeout = 200);

/* Records of builds that are whole; what is on its way to be one has a dot in its name. */
static int
records(void)
{
	int count = 0;
	const char *path = cli_path(&c, RECORDS);
	const char **names = fs_is_dir(path) ? fs_list(&c.arena, path) : NULL;
	for (; names && *names; names++) {
		count += !strchr(*names, '.');
	}
	return count;
}

static int
count_lines(const char *text, const char *word)
{
	int count = 0;
	for (const char *at = text; (at = strstr(at, word)); at++) {
		count++;
	}
	return count;
}

static void
add_quick_cases(void)
{
	cli_case(&c, "data-race/lost-update");
	cli_case(&c, "benign/join-orders-all");
	cli_case(&c, "benign/per-thread-slots");
}

static void
the_old_report_is_there(void)
{
	cr_expect_str_eq(cli_read(&c, "hazard-report/results.json"), "old\n");
	cr_expect_not(fs_exists(cli_path(&c, "hazard-report/junit.xml")));
}

Test(cli_kill, killed_while_it_builds)
{
	enum { PROGRAMS = 6, DOCTORS = 2, SOME = 2 };
	add_quick_cases();
	cli_write(&c, "slow", "0.4\n");
	CLI_START(&c, "run", "--detectors", "native", "--jobs", "1");
	int64_t until = clock_now() + 60 * CLOCK_NS_PER_S;
	while (records() < DOCTORS + SOME && clock_now() < until) {
		poll(NULL, 0, 10);
	}
	kill(c.pid, SIGKILL);
	cli_wait(&c);
	cr_expect_eq(c.code, 128 + SIGKILL);
	the_old_report_is_there();
	int built = records() - DOCTORS;
	cr_assert(built >= SOME && built < PROGRAMS, "%d", built);
	fs_remove(cli_path(&c, "slow"));
	CLI(&c, "run", "--detectors", "native", "--why");
	cli_ended(&c, 0, "3 cases: 3 pass");
	cr_expect_eq(count_lines(buf_str(&c.err), "hazard: built "), PROGRAMS - built, "%d: %s",
		built, buf_str(&c.err));
	cr_expect_eq(count_lines(buf_str(&c.err), "never built here"), PROGRAMS - built);
	cli_reports(&c, "hazard-report", (const char *const[]){"\"pass\": 3,", NULL});
}

/* The sleeper ignores TERM, and has a child in another session. */
Test(cli_kill, killed_while_a_program_runs)
{
	add_quick_cases();
	cli_case_from(&c, CLI_DATA "/hostile", "benign/sleeps");
	CLI_START(&c, "run", "--detectors", "native");
	cli_await(&c, "ready");
	cr_expect_geq(cli_processes(&c, 0), 3, "hazard, the program and its child");
	kill(-c.pid, SIGKILL);
	cli_wait(&c);
	cr_expect_eq(c.code, 128 + SIGKILL);
	the_old_report_is_there();
	CLI(&c, "run", "--detectors", "native", "--why", "lost-update");
	cli_ended(&c, 0, "1 case: 1 pass");
	cr_expect_str_eq(buf_str(&c.err), "", "all was built");
}

/* At least one case is judged when the one that would sleep for a minute begins: with one job, two
 * are on their way. */
static void
start_and_sleep(void)
{
	cli_case(&c, "benign/gate-lock");
	cli_case(&c, "benign/join-orders-all");
	cli_case_from(&c, CLI_DATA "/hostile", "benign/sleeps");
	CLI_START(&c, "run", "--detectors", "native", "--jobs", "1");
	cli_await(&c, "ready");
}

static void
reports_are_partial(void)
{
	cli_ended(&c, 130, "Partial  interrupted");
	cli_reports(&c, "hazard-report", (const char *const[]){"\"partial\": true", NULL});
	cr_expect(strstr(cli_read(&c, "hazard-report/junit.xml"), "hazard (interrupted)"));
	cr_expect_eq(cli_leftovers(&c), 0);
}

Test(cli_kill, interrupted_while_a_program_runs)
{
	start_and_sleep();
	kill(-c.pid, SIGINT);
	cli_wait(&c);
	reports_are_partial();
	const char *json = cli_read(&c, "hazard-report/results.json");
	cr_expect(strstr(json, "\"id\": \"benign/gate-lock\"") ||
		  strstr(json, "\"id\": \"benign/join-orders-all\""));
	cr_expect_not(strstr(json, "benign/sleeps"), "what was not judged wholly is left out");
}

/* The first asks the program to end and gives it two seconds; the second does not wait for them. */
Test(cli_kill, interrupted_twice)
{
	start_and_sleep();
	int64_t first = clock_now();
	kill(c.pid, SIGINT);
	poll(NULL, 0, 200);
	kill(c.pid, SIGINT);
	cli_wait(&c);
	cr_expect_lt(clock_now() - first, 1900 * INT64_C(1000000));
	reports_are_partial();
}

Test(cli_kill, terminated_while_a_program_runs)
{
	start_and_sleep();
	kill(c.pid, SIGTERM);
	cli_wait(&c);
	reports_are_partial();
}

Test(cli_kill, interrupted_while_it_builds)
{
	cli_case(&c, "benign/join-orders-all");
	CLI(&c, "run", "--detectors", "native");
	cli_ended(&c, 0, "1 case: 1 pass");
	cli_write(&c, "slow", "60\n");
	cli_case(&c, "data-race/lost-update");
	CLI_START(&c, "run", "--detectors", "native");
	cli_await(&c, "started");
	kill(c.pid, SIGINT);
	cli_wait(&c);
	reports_are_partial();
	cli_reports(&c, "hazard-report", (const char *const[]){"\"cases\": 0,", NULL});
	cr_expect_lt(c.wall_ns, 30 * CLOCK_NS_PER_S);
}

/* Before anything is known there is nothing to write. */
Test(cli_kill, interrupted_while_it_looks_at_the_machine)
{
	cli_case(&c, "benign/join-orders-all");
	cli_write(&c, "slow", "60\n");
	CLI_START(&c, "run", "--detectors", "native");
	cli_await(&c, "started");
	kill(c.pid, SIGINT);
	cli_wait(&c);
	cr_expect_eq(c.code, 130);
	const char *json = cli_read(&c, "hazard-report/results.json");
	cr_expect_not_null(strstr(json, "\"partial\": true"), "%s", json);
	cr_expect_not_null(strstr(json, "\"cases\": []"), "%s", json);
	cr_expect_eq(cli_leftovers(&c), 0);
}

Test(cli_kill, out_of_time_while_it_looks_at_the_machine)
{
	cli_case(&c, "benign/join-orders-all");
	cli_write(&c, "slow", "60\n");
	CLI(&c, "run", "--detectors", "native", "--time", "1s");
	cr_expect_eq(c.code, 124, "exit %d", c.code);
	cr_expect_eq(cli_leftovers(&c), 0);
}
