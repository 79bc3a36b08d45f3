// SPDX-License-Identifier: MIT
/* Children that do their worst: each gets its exact name, and none is left. */
#include <criterion/criterion.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "buf.h"
#include "clock.h"
#include "run_rig.h"

TestSuite(hostile, .timeout = 60);

/* A word in the command line of the child and of all it forks, other than anybody else's. */
static const char *
token(void)
{
	static char text[64];
	snprintf(text, sizeof text, "hz-token-%d", getpid());
	return text;
}

static struct rig
run(struct spawn_spec spec, const char *mode, const char *argument)
{
	spec.argv = HOSTILE_ARGV(mode, argument, token());
	if (!spec.wall_ns) {
		spec.wall_ns = 20 * CLOCK_NS_PER_S;
	}
	struct rig r = rig_run(&spec);
	cr_assert_eq(rig_count(token(), 0, 0), 0, "%s left processes", mode);
	cr_assert_eq(rig_children(), 0, "%s left zombies", mode);
	return r;
}

static const char *
describe(const struct rig *r)
{
	static struct buf line;
	line.len = 0;
	run_result_describe(&r->result, &(struct spawn_spec){.argv = HOSTILE_ARGV("")}, &line);
	return buf_str(&line);
}

static void
expect_end(const struct rig *r, enum run_end end)
{
	cr_assert_eq(r->result.end, end, "%s: %s", run_end_name(r->result.end), describe(r));
}

Test(hostile, fork_bomb)
{
	struct rig r = run((struct spawn_spec){0}, "bomb", "");
	expect_end(&r, RUN_TOO_MANY); /* and not by its limit of time */
	rig_free(&r);
}

Test(hostile, many_sessions)
{
	struct rig r = run((struct spawn_spec){0}, "scatter", "");
	expect_end(&r, RUN_TOO_MANY);
	rig_free(&r);
}

Test(hostile, the_limit_of_processes_is_exact)
{
	struct rig r = run((struct spawn_spec){.processes = 5}, "crowd", "5");
	expect_end(&r, RUN_EXITED);
	cr_assert_eq(r.result.leftovers, 4);
	rig_free(&r);
	r = run((struct spawn_spec){.processes = 5}, "crowd", "6");
	expect_end(&r, RUN_TOO_MANY);
	rig_free(&r);
}

Test(hostile, a_gigabyte_of_output)
{
	int64_t before = clock_cpu_self();
	struct rig r = run((struct spawn_spec){0}, "flood", "1073741824");
	expect_end(&r, RUN_EXITED);
	cr_assert_eq(r.result.out.len, 2 * SPAWN_CAPTURE);
	cr_assert_eq(r.result.out.head, SPAWN_CAPTURE);
	cr_assert_eq(r.result.out.dropped, 1073741824 + 3 - 2 * SPAWN_CAPTURE);
	cr_assert_eq(memcmp(r.out, "beginx", 6), 0);
	cr_assert_eq(memcmp(r.out + r.result.out.len - 4, "xend", 4), 0);
	cr_assert_lt(clock_cpu_self() - before, 5 * CLOCK_NS_PER_S);
	rig_free(&r);
}

Test(hostile, ignores_term)
{
	struct spawn_spec spec = {.wall_ns = CLOCK_NS_PER_S, .grace_ns = 200000000};
	struct rig r = run(spec, "ignore-term", "");
	expect_end(&r, RUN_TIMEOUT);
	cr_assert_eq(r.result.signal, SIGKILL);
	cr_assert_str_eq(r.out, "ready\n");
	cr_assert_geq(r.result.wall_ns, 1150 * INT64_C(1000000));
	rig_free(&r);
}

Test(hostile, has_last_words)
{
	struct rig r = run((struct spawn_spec){.wall_ns = CLOCK_NS_PER_S}, "on-term-exit", "");
	expect_end(&r, RUN_TIMEOUT);
	cr_assert_eq(r.result.exit_code, 7);
	cr_assert_str_eq(r.out, "last words\n");
	rig_free(&r);
}

Test(hostile, stops_itself)
{
	struct rig r = run((struct spawn_spec){.wall_ns = 300000000}, "stop", "");
	expect_end(&r, RUN_TIMEOUT);
	cr_assert_lt(r.result.wall_ns, CLOCK_NS_PER_S);
	rig_free(&r);
}

Test(hostile, closes_its_descriptors)
{
	struct rig r = run((struct spawn_spec){0}, "close", "");
	expect_end(&r, RUN_EXITED);
	cr_assert_eq(r.result.exit_code, 5);
	rig_free(&r);
}

Test(hostile, leaves_a_daemon)
{
	struct rig r = run((struct spawn_spec){0}, "daemon", "0");
	expect_end(&r, RUN_EXITED);
	cr_assert_eq(r.result.leftovers, 1);
	cr_assert_str_eq(r.out, "done\n");
	cr_assert_lt(r.result.wall_ns, 2 * CLOCK_NS_PER_S);
	rig_free(&r);
}

Test(hostile, leaves_a_moving_target)
{
	struct rig r = run((struct spawn_spec){0}, "mover", "");
	expect_end(&r, RUN_EXITED);
	rig_free(&r);
}

Test(hostile, burns_time)
{
	struct rig r = run((struct spawn_spec){.cpu_ns = 400000000}, "spin", "30");
	expect_end(&r, RUN_SPIN);
	cr_assert_lt(r.result.cpu_ns, 2 * CLOCK_NS_PER_S);
	rig_free(&r);
	r = run((struct spawn_spec){.cpu_ns = 2 * CLOCK_NS_PER_S}, "spin", "0.5");
	expect_end(&r, RUN_EXITED);
	rig_free(&r);
}

Test(hostile, burns_time_in_many_processes)
{
	struct rig r = run((struct spawn_spec){.cpu_ns = CLOCK_NS_PER_S}, "spin-apart", "");
	expect_end(&r, RUN_SPIN);
	rig_free(&r);
}

Test(hostile, sleeps)
{
	struct spawn_spec spec = {.wall_ns = 500000000, .watch_hang = true};
	struct rig r = run(spec, "sleep", "30");
	expect_end(&r, RUN_TIMEOUT);
	rig_free(&r);
}

Test(hostile, signals_its_parent)
{
	struct rig r = run((struct spawn_spec){0}, "kill-parent", "15");
	expect_end(&r, RUN_EXITED);
	cr_assert_str_eq(r.out, "alive\n");
	cr_assert_eq(r.result.leftovers, 1);
	rig_free(&r);
}

Test(hostile, kills_its_keeper)
{
	struct rig r = run((struct spawn_spec){0}, "kill-parent", "9");
	expect_end(&r, RUN_LOST);
	cr_assert_str_eq(describe(&r), "lost: its keeper was killed by SIGKILL");
	cr_assert_geq(r.result.leftovers, 1);
	rig_free(&r);
}

Test(hostile, stops_its_keeper)
{
	struct spawn_spec spec = {.wall_ns = 200000000, .grace_ns = 100000000};
	struct rig r = run(spec, "kill-parent", "19");
	expect_end(&r, RUN_LOST);
	cr_assert_str_eq(describe(&r), "lost: its keeper did not answer");
	rig_free(&r);
}
