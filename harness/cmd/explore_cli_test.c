// SPDX-License-Identifier: MIT
/* explore, replay and cc as a user has them: programs found to fail, or not, again and again. */
#include <criterion/criterion.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "fs.h"

static struct cli c;

static void
begin(void)
{
	cli_begin(&c);
	c.limit_s = 100;
}

static void
end(void)
{
	cli_end(&c);
}

TestSuite(cli_explore, .init = begin, .fini = end, .timeout = 280);

/* Two threads call add() of another file, which is not atomic. */
static void
write_project(void)
{
	cli_write(&c, "add.h", "extern int total;\nvoid add(int n);\n");
	cli_write(&c, "add.c",
		"#include \"add.h\"\nint total;\nvoid add(int n)\n{\n\ttotal += n;\n}\n");
	cli_write(&c, "main.c",
		"#include <pthread.h>\n#include <stdio.h>\n#include \"add.h\"\n"
		"static void *work(void *a) { add(1); return a; }\n"
		"int main(void)\n{\n\tpthread_t a, b;\n\tpthread_create(&a, NULL, work, NULL);\n"
		"\tpthread_create(&b, NULL, work, NULL);\n\tpthread_join(a, "
		"NULL);\n\tpthread_join(b, NULL);\n"
		"\tprintf(\"%d\\n\", total);\n\treturn total != 2;\n}\n");
}

/* The only schedule file in the folder; in the test's arena. */
static const char *
schedule_in(const char *folder)
{
	const char **names = fs_list(&c.arena, cli_path(&c, "%s", folder));
	cr_assert(names && names[0], "no schedule in %s", folder);
	return cli_path(&c, "%s/%s", folder, names[0]);
}

static void
expect_lost_update(const char *program)
{
	CLI(&c, "explore", "--time", "20s", "--out", "found", "--", program);
	cli_ended(&c, 1, "FAIL");
	cr_expect(cli_prints(&c, "bad-exit"), "%s", buf_str(&c.out));
	cr_expect(cli_prints(&c, "total += n;"), "%s", buf_str(&c.out));
	CLI(&c, "replay", schedule_in("found"));
	cli_ended(&c, 1, "as recorded");
}

Test(cli_explore, a_broken_case_fails_and_its_schedule_replays)
{
	cli_case(&c, "data-race/lost-update");
	CLI(&c, "explore", "--stop-first", "--out", "found", "data-race/lost-update");
	cli_ended(&c, 1, "FAIL");
	cr_expect(cli_prints(&c, "cases/data-race/lost-update.c"));
	cr_expect(cli_prints(&c, "hits += 1;"), "%s", buf_str(&c.out));
	cr_expect_eq(cli_leftovers(&c), 0);
	const char *file = schedule_in("found");
	for (int i = 0; i < 3; i++) {
		CLI(&c, "replay", file);
		cli_ended(&c, 1, "as recorded");
	}
	cr_expect_eq(cli_leftovers(&c), 0);
}

Test(cli_explore, a_fix_passes_and_its_broken_twin_does_not)
{
	cli_case(&c, "deadlock/lock-order");
	CLI(&c, "explore", "deadlock/lock-order.same-order");
	cli_ended(&c, 0, "PASS");
	cr_expect(cli_prints(&c, "all schedules"), "%s", buf_str(&c.out));
	CLI(&c, "explore", "deadlock/lock-order");
	cli_ended(&c, 1, "FAIL");
	cr_expect(cli_prints(&c, "T1 sell --[till_lock]--> T2 refund --[stock_lock]--> T1 sell"),
		"%s", buf_str(&c.out));
	cr_expect(cli_prints(&c, "took till_lock at"));
}

Test(cli_explore, sampling_is_unknown_unless_more_is_required)
{
	cli_case(&c, "data-race/lost-update");
	CLI(&c, "explore", "--strategy", "rw", "--schedules", "500", "data-race/lost-update.mutex");
	cli_ended(&c, 0, "UNKNOWN");
	cr_expect(cli_prints(&c, "500 schedules sampled"), "%s", buf_str(&c.out));
	CLI(&c, "explore", "--strategy", "rw", "--schedules", "500", "--require-exhaustive",
		"data-race/lost-update.mutex");
	cli_ended(&c, 1, "UNKNOWN");
	CLI(&c, "explore", "--strategy", "bound", "--preemptions", "1", "--require-exhaustive",
		"data-race/lost-update.mutex");
	cli_ended(&c, 0, "all schedules with at most 1 preemption");
}

Test(cli_explore, json)
{
	cli_case(&c, "data-race/lost-update");
	CLI(&c, "explore", "--schedules", "2000", "--format", "json", "data-race/lost-update");
	cli_ended(&c, 1, "\"verdict\": \"fail\"");
	static const char *const keys[] = {"\"outcomes\": [",
		"\"schedules\": ", "\"schedules_per_second\": ", "\"failure\": {",
		"\"bytes\": ", "\"hash\": \"", "\"kind\": \"wrong-result\"", "\"fewest\": true",
		"lost-update.c:"};
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		cr_expect(cli_prints(&c, keys[i]), "%s", keys[i]);
	}
	cr_expect_not(strstr(buf_str(&c.out), c.catalog), "a path of this machine");
}

Test(cli_explore, the_same_seed_finds_the_same)
{
	cli_case(&c, "data-race/lost-update");
	const char *first = NULL;
	for (int i = 0; i < 2; i++) {
		CLI(&c, "explore", "--strategy", "pct", "--seed", "7", "--schedules", "300",
			"data-race/lost-update");
		const char *table = strstr(buf_str(&c.out), "schedules  result");
		cr_assert_not_null(table);
		const char *copy = arena_strndup(&c.arena, table, strcspn(table, ":") + 40);
		cr_expect(!first || strcmp(first, copy) == 0, "%s\n%s", first, copy);
		first = copy;
	}
}

Test(cli_explore, a_make_project_and_a_changed_program)
{
	write_project();
	cli_write(&c, "Makefile",
		"CFLAGS = -O2 -Wall -Werror -MMD\nprog: main.o libadd.a\n\t$(CC) $(CFLAGS) -o $@ "
		"main.o -L. -ladd -pthread\n"
		"libadd.a: add.o\n\t$(AR) rcs $@ $^\n-include main.d add.d\n");
	cli_run(&c, (const char *const[]){cli_need(&c, "make"),
			    arena_printf(&c.arena, "CC=%s cc", cli_program(&c)), NULL});
	cr_assert_eq(c.code, 0, "%s%s", buf_str(&c.out), buf_str(&c.err));
	expect_lost_update("./prog");
	cli_edit(&c, "main.c", "total != 2", "total != 2 ");
	cli_edit(&c, "add.c", "total += n", "total += n + 0");
	cli_run(&c, (const char *const[]){cli_need(&c, "make"),
			    arena_printf(&c.arena, "CC=%s cc", cli_program(&c)), NULL});
	CLI(&c, "replay", schedule_in("found"));
	cli_ended(&c, 3, "has changed since this schedule was recorded");
}

Test(cli_explore, a_meson_project)
{
	write_project();
	cli_write(&c, "meson.build",
		"project('p', 'c', default_options: ['warning_level=3', 'werror=true'])\n"
		"l = shared_library('add', 'add.c')\n"
		"executable('prog', 'main.c', link_with: l, dependencies: "
		"dependency('threads'))\n");
	cli_env(&c, "CC=%s cc", cli_program(&c));
	cli_run(&c, (const char *const[]){cli_need(&c, "meson"), "setup", "b", NULL});
	cr_assert_eq(c.code, 0, "%s%s", buf_str(&c.out), buf_str(&c.err));
	cli_run(&c, (const char *const[]){cli_need(&c, "ninja"), "-C", "b", NULL});
	cr_assert_eq(c.code, 0, "%s%s", buf_str(&c.out), buf_str(&c.err));
	expect_lost_update("b/prog");
}

Test(cli_explore, a_cmake_project)
{
	cli_need(&c, "make"); /* cmake's own default */
	write_project();
	cli_write(&c, "CMakeLists.txt",
		"cmake_minimum_required(VERSION 3.10)\nproject(p C)\nfind_package(Threads "
		"REQUIRED)\n"
		"add_library(add SHARED add.c)\nadd_executable(prog main.c)\n"
		"target_link_libraries(prog add Threads::Threads)\n");
	cli_env(&c, "CC=%s cc", cli_program(&c));
	cli_run(&c, (const char *const[]){cli_need(&c, "cmake"), "-S", ".", "-B", "b", NULL});
	cr_assert_eq(c.code, 0, "%s%s", buf_str(&c.out), buf_str(&c.err));
	cli_run(&c, (const char *const[]){cli_need(&c, "cmake"), "--build", "b", NULL});
	cr_assert_eq(c.code, 0, "%s%s", buf_str(&c.out), buf_str(&c.err));
	expect_lost_update("b/prog");
}

Test(cli_explore, cc_does_what_a_compiler_does)
{
	write_project();
	cli_write(&c, "args", "-c \"main.c\" -o 'm.o'");
	CLI(&c, "cc", "@args");
	cr_expect_eq(c.code, 0, "%s", buf_str(&c.err));
	cr_expect_not_null(cli_read(&c, "m.o"));
	CLI(&c, "cc", "-O2", "m.o", "add.c", "-pthread", "-fsanitize=address", "-o", "prog");
	cr_expect_eq(c.code, 0, "%s", buf_str(&c.err));
	cli_run(&c, (const char *const[]){"./prog", NULL});
	cli_ended(&c, 0, "2");
	CLI(&c, "cc", "-E", "add.c");
	cli_ended(&c, 0, "int total;");
	CLI(&c, "cc", "--version");
	cr_expect_eq(c.code, 0);
	CLI(&c, "cc", "-c", "nothing.c");
	cr_expect_neq(c.code, 0, "the compiler's own failure comes through");
	CLI(&c, "cc", "-c", "main.c", "-o", "/dev/null");
	cr_expect_eq(c.code, 0);
	cr_expect_neq(access("/dev/null", W_OK), -1, "a device stays one");
	cr_expect_eq(cli_leftovers(&c), 0);
}

Test(cli_explore, a_plain_program_never_passes)
{
	write_project();
	cli_run(&c, (const char *const[]){cli_need(&c, "gcc"), "main.c", "add.c", "-pthread", "-o",
			    "plain", NULL});
	CLI(&c, "explore", "--schedules", "500", "--", "./plain");
	cli_ended(&c, 0, "UNKNOWN");
	cr_expect(cli_prints(&c, "preloaded"), "%s", buf_str(&c.out));
}

Test(cli_explore, a_schedules_name_commands_nobody)
{
	cli_case(&c, "deadlock/lock-order");
	CLI(&c, "explore", "--stop-first", "--out", "found", "deadlock/lock-order");
	cr_assert_eq(rename(schedule_in("found"), cli_path(&c, "::error::x.sched")), 0);
	CLI(&c, "replay", "--times", "2", "::error::x.sched");
	cr_expect(cli_prints(&c, "::error::x.sched: deadlock, 2 of 2"), "%s", buf_str(&c.out));
	cr_expect_neq(buf_str(&c.out)[0], ':', "%s", buf_str(&c.out));
}

/* Half of the program in a library: seen if it was built by hazard cc, and named if not. */
Test(cli_explore, a_library_that_is_not_instrumented_is_named)
{
	write_project();
	CLI(&c, "cc", "-shared", "-fPIC", "add.c", "-o", "libadd.so");
	cr_assert_eq(c.code, 0, "%s", buf_str(&c.err));
	CLI(&c, "cc", "main.c", "-pthread", "-L.", "-ladd", "-Wl,-rpath,$ORIGIN", "-o", "seen");
	cr_assert_eq(c.code, 0, "%s", buf_str(&c.err));
	CLI(&c, "explore", "--schedules", "500", "--", "./seen");
	cr_expect_not(cli_prints(&c, "not instrumented"), "%s", buf_str(&c.out));
	cli_run(&c, (const char *const[]){cli_need(&c, "gcc"), "-shared", "-fPIC", "add.c", "-o",
			    "libadd.so", NULL});
	CLI(&c, "explore", "--schedules", "500", "--", "./seen");
	cr_expect(
		cli_prints(&c, "unseen     libadd.so is not instrumented"), "%s", buf_str(&c.out));
	CLI(&c, "explore", "--schedules", "500", "--format", "json", "--", "./seen");
	cr_expect(cli_prints(&c, "\"libadd.so\""), "%s", buf_str(&c.out));
}

Test(cli_explore, a_program_with_a_sanitizer_is_refused)
{
	write_project();
	cli_run(&c, (const char *const[]){cli_need(&c, "clang"), "-fsanitize=thread", "main.c",
			    "add.c", "-pthread", "-o", "checked", NULL});
	CLI(&c, "explore", "--", "./checked");
	cli_ended(&c, 3, "./checked is built with ThreadSanitizer");
	cr_expect(cli_complains(&c, "hazard cc"), "%s", buf_str(&c.err));
}

Test(cli_explore, what_can_not_be_explored_is_no_verdict)
{
	CLI(&c, "explore", "--time", "5s", "--", "./nothing");
	cr_expect_eq(c.code, 3);
	CLI(&c, "explore", "--strategy", "best", "--", "true");
	cli_ended(&c, 2, "no `best`");
	CLI(&c, "explore");
	cr_expect_eq(c.code, 2);
	CLI(&c, "replay", "nothing.sched");
	cr_expect_eq(c.code, 3);
	cli_write(&c, "x.sched", "hazard-schedule 1\nend 0\n");
	CLI(&c, "replay", "x.sched");
	cli_ended(&c, 3, "cut short, or was changed");
	cli_write(&c, "y.sched", "hazard-schedule 2\n");
	CLI(&c, "replay", "y.sched");
	cli_ended(&c, 3, "another version");
}

Test(cli_explore, interrupted_it_leaves_nothing)
{
	cli_case(&c, "data-race/lost-update");
	CLI(&c, "explore", "--schedules", "100", "data-race/lost-update.mutex");
	CLI_START(
		&c, "explore", "--strategy", "rw", "--time", "60s", "data-race/lost-update.mutex");
	sleep(2);
	kill(c.pid, SIGINT);
	cli_wait(&c);
	cr_expect_eq(c.code, 130, "%d", c.code);
	cr_expect(cli_prints(&c, "interrupted"), "%s", buf_str(&c.out));
	cr_expect_eq(cli_leftovers(&c), 0);
}

/* Ends a long search by `signal`; what it had found by then is there and replays. */
static void
found_stays(int signal, int code)
{
	cli_case(&c, "queue/lost-sentinel");
	CLI_START(&c, "explore", "--schedules", "1000000000", "--time", "90s", "--out", "found",
		"queue/lost-sentinel");
	for (int i = 0; i < 60 && !fs_exists(cli_path(&c, "found")); i++) {
		sleep(1);
	}
	sleep(1);
	kill(c.pid, signal);
	cli_wait(&c);
	cr_expect_eq(c.code, code, "%d", c.code);
	cr_expect_eq(cli_processes(&c, 5000), 0);
	CLI(&c, "replay", schedule_in("found"));
	cli_ended(&c, 1, "stuck");
}

Test(cli_explore, interrupted_it_says_and_keeps_what_it_found)
{
	found_stays(SIGTERM, 130);
}

Test(cli_explore, killed_it_keeps_what_it_found)
{
	found_stays(SIGKILL, 128 + SIGKILL);
}
