// SPDX-License-Identifier: MIT
#include "hang.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "clock.h"
#include "run_rig.h"

#define TSAN HAZARD_BUILD "/harness/run/hostile-tsan"

#define LIMIT_NS (40 * CLOCK_NS_PER_S)

TestSuite(hang, .timeout = 120);

static struct spawn_spec
watched(const char *const *argv)
{
	return (struct spawn_spec){.argv = argv, .watch_hang = true, .wall_ns = LIMIT_NS};
}

static void
expect(const struct spawn_spec *spec, enum run_end end)
{
	struct rig r = rig_run(spec);
	const char *const *a = spec->argv;
	cr_assert_eq(r.result.end, end, "%s %s: %s after %lld ms", a[0], a[1],
		run_end_name(r.result.end), (long long)r.result.wall_ns / CLOCK_NS_PER_MS);
	if (end == RUN_HANG) {
		cr_assert_lt(r.result.wall_ns, LIMIT_NS / 2);
		cr_assert_neq(r.result.signal, 0);
	}
	rig_free(&r);
}

static void
expect_plain(const char *mode, const char *argument, enum run_end end)
{
	struct spawn_spec spec = watched(HOSTILE_ARGV(mode, argument));
	expect(&spec, end);
}

Test(hang, deadlocks)
{
	expect_plain("deadlock", "", RUN_HANG);
	expect_plain("cond-wait", "", RUN_HANG);
	expect_plain("leader-gone", "", RUN_HANG);
}

Test(hang, keeps_what_was_printed_before)
{
	struct spawn_spec spec = watched(HOSTILE_ARGV("deadlock"));
	struct rig r = rig_run(&spec);
	cr_assert_eq(r.result.end, RUN_HANG);
	cr_assert_eq(r.result.signal, SIGTERM);
	cr_assert_str_eq(r.out, "before\n");
	rig_free(&r);
}

Test(hang, of_another_process_that_is_waited_for)
{
	expect_plain("fork-deadlock", "", RUN_HANG);
	expect_plain("shell", HOSTILE " deadlock; true", RUN_HANG);
	expect_plain("shell", HOSTILE " sleep 1; true", RUN_EXITED);
}

Test(hang, is_not_a_wait_that_ends)
{
	expect_plain("timed-wait", "1", RUN_EXITED);
	expect_plain("sleeping-owner", "1", RUN_EXITED);
	expect_plain("sleeping-worker", "1", RUN_EXITED);
	expect_plain("sleep", "1", RUN_EXITED);
	expect_plain("spin", "1", RUN_EXITED);
	expect_plain("ping-pong", "250", RUN_EXITED);
}

Test(hang, is_not_a_wait_for_input)
{
	struct spawn_spec spec = watched(HOSTILE_ARGV("read-pipe"));
	spec.wall_ns = CLOCK_NS_PER_S;
	expect(&spec, RUN_TIMEOUT);
}

Test(hang, is_looked_for_on_request_only)
{
	struct spawn_spec spec = {.argv = HOSTILE_ARGV("deadlock"), .wall_ns = CLOCK_NS_PER_S};
	expect(&spec, RUN_TIMEOUT);
}

Test(hang, leaves_out_one_dozing_thread_on_request)
{
	struct spawn_spec spec = watched(HOSTILE_ARGV("dozer-deadlock"));
	spec.ignore_sleeper = true;
	expect(&spec, RUN_HANG);
	spec.ignore_sleeper = false;
	spec.wall_ns = CLOCK_NS_PER_S;
	expect(&spec, RUN_TIMEOUT);
	spec = watched(HOSTILE_ARGV("sleeping-worker", "1"));
	spec.ignore_sleeper = true; /* it doesn't wake up every now and then: it may be the one */
	expect(&spec, RUN_EXITED);
}

static void
expect_tsan(const char *mode, const char *argument, enum run_end end)
{
	struct spawn_spec spec = watched((const char *const[]){TSAN, mode, argument, NULL});
	spec.ignore_sleeper = true;
	spec.ignore_helper = "llvm-symbolizer";
	expect(&spec, end);
}

Test(hang, under_thread_sanitizer)
{
	if (access(TSAN, X_OK) < 0) {
		cr_skip_test("not built here");
	}
	expect_tsan("deadlock", "", RUN_HANG);
	expect_tsan("race-deadlock", "", RUN_HANG);
	expect_tsan("fork-deadlock", "", RUN_HANG);
	expect_tsan("sleeping-owner", "1", RUN_EXITED);
	expect_tsan("sleeping-worker", "1", RUN_EXITED);
	expect_tsan("timed-wait", "1", RUN_EXITED);
	expect_tsan("ping-pong", "250", RUN_EXITED);
}

static void
expect_valgrind(const char *tool, const char *mode, const char *argument, enum run_end end)
{
	const char *const argv[] = {"valgrind", tool, "-q", "--vgdb=no", "--trace-children=yes",
		HOSTILE, mode, argument, NULL};
	struct spawn_spec spec = watched(argv);
	expect(&spec, end);
}

Test(hang, under_valgrind)
{
	cr_assert_eq(
		access("/usr/bin/valgrind", X_OK), 0, "no valgrind: scripts/setup installs it");
	static const char *const tools[] = {"--tool=helgrind", "--tool=drd"};
	for (int i = 0; i < 2; i++) {
		expect_valgrind(tools[i], "deadlock", "", RUN_HANG);
		expect_valgrind(tools[i], "fork-deadlock", "", RUN_HANG);
		expect_valgrind(tools[i], "timed-wait", "2", RUN_EXITED);
		expect_valgrind(tools[i], "sleeping-owner", "1", RUN_EXITED);
		expect_valgrind(tools[i], "spin", "1.5", RUN_EXITED);
	}
}

Test(hang, proc_is_readable_here)
{
	cr_assert(hang_available());
}
