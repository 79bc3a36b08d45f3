// SPDX-License-Identifier: MIT
#include "shim_fixture.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

static const char *const compilers[] = {"clang", "gcc"};

static const struct proto_config rw = {.strategy = PROTO_RW, .schedules = 20000, .preemptions = -1};

static void
check(const char *name, const struct proto_config *config, uint32_t classes)
{
	for (int i = 0; i < 2; i++) {
		struct proto *p = fixture_explore(compilers[i], name, FIXTURE_LINKED, config);

		if (p) {
			fixture_expect(p, classes);
			fixture_release(p);
		}
	}
}

Test(shim, finds_a_lost_update)
{
	check("lost_update.c", &rw, BIT(PROTO_OK) | BIT(PROTO_ASSERTION));
}

Test(shim, finds_a_deadlock_with_its_cycle)
{
	struct proto *p = fixture_explore("clang", "lock_order.c", FIXTURE_LINKED, &rw);
	const struct proto_failure *f;
	int in_cycle = 0;

	if (!p) {
		cr_skip_test("no clang");
	}
	fixture_expect(p, BIT(PROTO_OK) | BIT(PROTO_DEADLOCK));
	f = &p->failures[0];
	for (uint32_t i = 0; i < f->wait_count; i++) {
		in_cycle += f->waits[i].in_cycle > 0;
		if (f->waits[i].in_cycle) {
			cr_expect_neq(
				f->waits[i].taken[0], 0, "where the other was taken is known");
		}
	}
	cr_expect_eq(in_cycle, 2);
	fixture_release(p);
}

Test(shim, finds_a_lost_wakeup)
{
	check("lost_wakeup.c", &rw, BIT(PROTO_OK) | BIT(PROTO_STUCK));
}

Test(shim, finds_a_wrong_result)
{
	struct proto_config config = rw;

	config.allowed_count = 1;
	strcpy(config.allowed[0], "5");
	check("wrong_result.c", &config, BIT(PROTO_OK) | BIT(PROTO_WRONG_RESULT));
	strcpy(config.allowed[0], "six");
	check("wrong_result.c", &config, BIT(PROTO_WRONG_RESULT));
}

Test(shim, right_programs_never_fail)
{
	struct proto_config config = rw;

	config.options = PROTO_OPT_RACES | PROTO_OPT_LEAKS;
	check("counter_right.c", &config, BIT(PROTO_OK));
	check("every_call.c", &config, BIT(PROTO_OK));
	config.options |= PROTO_OPT_SPURIOUS | PROTO_OPT_TIMEOUTS | PROTO_OPT_WEAK;
	check("every_call.c", &config, BIT(PROTO_OK));
}

Test(shim, finds_races_only_where_there_are_any)
{
	struct proto_config config = rw;

	config.options = PROTO_OPT_RACES;
	check("lost_update.c", &config, BIT(PROTO_OK) | BIT(PROTO_ASSERTION) | BIT(PROTO_RACE));
	check("lock_order.c", &config, BIT(PROTO_OK) | BIT(PROTO_DEADLOCK));
}

Test(shim, a_systematic_search_comes_to_its_end)
{
	struct proto_config config = rw;
	struct proto *p;

	config.schedules = 0;
	config.strategy = PROTO_DPOR;
	p = fixture_explore("clang", "counter_right.c", FIXTURE_LINKED, &config);
	if (!p) {
		cr_skip_test("no clang");
	}
	cr_expect_eq(p->result.exhausted, 1);
	cr_expect_eq(
		p->result.counts[PROTO_OK] + p->result.counts[PROTO_PRUNED], p->progress.schedules);
	fixture_release(p);
	config.strategy = PROTO_BOUND;
	config.preemptions = 2;
	p = fixture_explore("clang", "lock_order.c", FIXTURE_LINKED, &config);
	cr_expect_eq(p->result.exhausted, 1);
	cr_expect_eq(p->result.bound, 2);
	cr_expect_gt(p->result.counts[PROTO_DEADLOCK], 0);
	fixture_release(p);
}

/* The same seed gives the same counts, steps and choices: with reset, fork, real threads, the portable build, gcc. */
Test(shim, back_ends_agree, .timeout = 120)
{
	static const char *const names[] = {
		"lost_update.c", "lock_order.c", "lost_wakeup.c", "wrong_result.c"};
	static const uint32_t backends[] = {PROTO_FIBER_RESET, PROTO_FIBER_FORK, PROTO_THREAD_FORK};
	struct proto_config config = rw;

	config.schedules = 300;
	for (unsigned n = 0; n < 4; n++) {
		struct proto *first = NULL;

		for (unsigned i = 0; i < 7; i++) {
			bool portable = i == 6;
			struct proto *p;

			config.backend = portable ? PROTO_BACKEND_AUTO : backends[i % 3];
			p = fixture_explore(compilers[i / 3 % 2], names[n],
				portable ? FIXTURE_PORTABLE : FIXTURE_LINKED, &config);
			if (!p) {
				continue;
			}
			if (!first) {
				first = p;
				continue;
			}
			cr_expect_arr_eq(p->result.counts, first->result.counts,
				sizeof p->result.counts, "%s, %u", names[n], i);
			cr_expect_eq(p->progress.steps, first->progress.steps);
			cr_expect_eq(p->progress.choices, first->progress.choices);
			fixture_release(p);
		}
		if (first) {
			fixture_release(first);
		}
	}
}

Test(shim, replays_are_identical)
{
	static const char *const names[] = {
		"lost_update.c", "lock_order.c", "lost_wakeup.c", "crash.c"};
	struct proto_config config = rw;

	config.options = PROTO_OPT_STOP_FIRST;
	for (unsigned n = 0; n < 4; n++) {
		const char *program = fixture_build("clang", names[n], FIXTURE_LINKED);
		struct proto *found, *again;

		if (!program) {
			cr_skip_test("no clang");
		}
		found = fixture_run(program, FIXTURE_LINKED, &config);
		cr_assert_eq(found->result.failure_count, 1);
		again = fixture_replay(program, FIXTURE_LINKED, found, 1000);
		cr_expect_eq(again->result.replay_same, 1000);
		cr_expect_eq(again->result.replay_diverged, 0);
		cr_expect_eq(again->result.counts[found->failures[0].class], 1000);
		cr_expect_gt(again->result.event_count, 3);
		fixture_release(found);
		fixture_release(again);
	}
}

Test(shim, a_replay_of_another_program_diverges)
{
	struct proto_config config = rw;
	struct proto *found, *again;
	const char *program = fixture_build("clang", "lost_update.c", FIXTURE_LINKED);

	if (!program) {
		cr_skip_test("no clang");
	}
	config.options = PROTO_OPT_STOP_FIRST;
	found = fixture_run(program, FIXTURE_LINKED, &config);
	program = fixture_build("clang", "lock_order.c", FIXTURE_LINKED);
	again = fixture_replay(program, FIXTURE_LINKED, found, 1);
	cr_expect_gt(again->result.replay_diverged, 0);
	cr_expect_eq(again->result.counts[PROTO_DIVERGED], 1);
	fixture_release(found);
	fixture_release(again);
}

Test(shim, survives_crashes)
{
	check("crash.c", &rw, BIT(PROTO_OK) | BIT(PROTO_CRASH));
	check("stack_overflow.c", &rw, BIT(PROTO_CRASH));
	check("jumps.c", &rw, BIT(PROTO_OK));
}

Test(shim, exit_in_a_thread_is_an_outcome)
{
	check("exit_in_thread.c", &rw, BIT(PROTO_OK) | BIT(PROTO_BAD_EXIT));
}

Test(shim, what_is_not_modelled_is_named)
{
	struct proto_config config = rw;
	struct proto *p;

	config.schedules = 50;
	p = fixture_explore("clang", "futex.c", FIXTURE_LINKED, &config);
	if (!p) {
		cr_skip_test("no clang");
	}
	cr_expect_gt(p->result.counts[PROTO_NOT_MODELLED], 0);
	cr_expect_eq(p->result.unmodelled_count, 1);
	cr_expect_neq(strstr(p->result.unmodelled[0], "futex"), NULL);
	fixture_release(p);
}

Test(shim, endless_loops_are_limits_and_spinning_is_a_livelock, .timeout = 60)
{
	struct proto_config config = rw;

	config.schedules = 12;
	config.cpu_ms = 200;
	check("runs_for_ever.c", &config, BIT(PROTO_OK) | BIT(PROTO_LIMIT));
	config.schedules = 100;
	check("spins.c", &config, BIT(PROTO_LIVELOCK));
}

Test(shim, threads_talk_through_pipes)
{
	struct proto_config config = rw;
	struct proto *p;

	config.schedules = 2000;
	p = fixture_explore("clang", "pipes.c", FIXTURE_LINKED, &config);
	if (!p) {
		cr_skip_test("no clang");
	}
	fixture_expect(p, BIT(PROTO_OK));
	cr_expect_str_eq(p->outputs[0].text, "1 b 0\n");
	fixture_release(p);
}

/* Not explored, a program that is linked or preloaded behaves as ever. */
Test(shim, without_the_environment_nothing_changes)
{
	const char *program = fixture_build("gcc", "every_call.c", FIXTURE_LINKED);
	char command[256];

	if (!program) {
		cr_skip_test("no gcc");
	}
	cr_expect_eq(system(program), 0);
	snprintf(command, sizeof command,
		"LD_PRELOAD=%s timeout 5 sh -c 'echo a | sort | grep -q a'",
		fixture_library_path(FIXTURE_PRELOADED));
	cr_expect_eq(system(command), 0);
}

Test(shim, preloaded_it_sees_synchronisation_only)
{
	struct proto_config config = rw;
	struct proto *p = fixture_explore("gcc", "lock_order.c", FIXTURE_PRELOADED, &config);

	if (!p) {
		cr_skip_test("no gcc");
	}
	fixture_expect(p, BIT(PROTO_OK) | BIT(PROTO_DEADLOCK));
	cr_expect_eq(p->result.attached, PROTO_PRELOADED);
	cr_expect_eq(p->progress.accesses, 0);
	fixture_release(p);
}
