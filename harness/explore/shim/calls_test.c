// SPDX-License-Identifier: MIT
/* Calls that end or begin a wait by other means than locks, and what the library says of those it doesn't model. */
#include "shim_fixture.h"

#include <criterion/criterion.h>
#include <string.h>

static const char *const compilers[] = {"clang", "gcc"};

/* Explores with both compilers; each class of the bits was reached, and no other.  The last result, or NULL. */
static struct proto *
check(const char *name, uint32_t strategy, uint64_t schedules, uint32_t options, uint32_t classes)
{
	struct proto_config config = {.strategy = strategy,
		.schedules = schedules,
		.preemptions = -1,
		.options = options};
	struct proto *p = NULL;

	for (int i = 0; i < 2; i++) {
		const char *program = fixture_build(compilers[i], name, FIXTURE_LINKED);

		if (!program) {
			continue;
		}
		if (p) {
			fixture_release(p);
		}
		p = fixture_run(program, FIXTURE_LINKED, &config);
		for (uint32_t c = 0; c < PROTO_CLASSES; c++) {
			cr_expect_eq(p->result.counts[c] > 0, classes >> c & 1,
				"%s: class %u in %lu schedules: %s", name, c,
				(unsigned long)p->result.counts[c], p->failures[0].message);
		}
	}
	if (!p) {
		cr_skip_test("no compiler");
	}
	return p;
}

Test(calls, every_wait_ends, .timeout = 60)
{
	struct proto *p = check(
		"every_wait.c", PROTO_RW, 5000, PROTO_OPT_RACES | PROTO_OPT_LEAKS, BIT(PROTO_OK));

	cr_expect_eq(p->result.unmodelled_count, 0, "%s", p->result.unmodelled[0]);
	cr_expect_str_eq(p->outputs[0].text, "all came\n");
	cr_expect_eq(p->result.output_count, 1);
	fixture_release(p);
}

Test(calls, a_handler_meets_the_heap_that_it_interrupts)
{
	struct proto *p =
		check("handler_mallocs.c", PROTO_DPOR, 0, 0, BIT(PROTO_OK) | BIT(PROTO_DEADLOCK));
	const struct proto_failure *f = &p->failures[0];

	cr_expect_eq(p->result.exhausted, 1);
	cr_expect_eq(f->waits[0].thread, 0);
	cr_expect_eq(f->waits[0].holder, 0, "it waits for itself");
	cr_expect_neq(f->waits[0].taken[0], 0);
	fixture_release(p);
}

Test(calls, a_loop_without_a_step_gives_way)
{
	fixture_release(check("flag_of_handler.c", PROTO_AUTO, 500, 0, BIT(PROTO_OK)));
	fixture_release(check("flag_of_handler.c", PROTO_RW, 500, PROTO_OPT_RACES,
		BIT(PROTO_OK) | BIT(PROTO_RACE)));
}

Test(calls, a_signal_before_the_wait_does_not_end_it)
{
	struct proto *p =
		check("flag_then_sleep.c", PROTO_DPOR, 0, 0, BIT(PROTO_OK) | BIT(PROTO_STUCK));

	cr_expect_eq(p->result.exhausted, 1);
	fixture_release(p);
}

Test(calls, handlers_run_in_waits_that_go_on)
{
	struct proto *p = check(
		"handler_while_waiting.c", PROTO_DPOR, 0, 0, BIT(PROTO_OK) | BIT(PROTO_PRUNED));

	cr_expect_eq(p->result.exhausted, 1);
	cr_expect_str_eq(p->outputs[0].text, "twice\n");
	fixture_release(p);
}

/* As signal(7) says of each of the calls. */
Test(calls, a_handler_says_whether_calls_are_begun_again)
{
	struct proto *p = check("interrupted.c", PROTO_RW, 2000, 0, BIT(PROTO_OK));
	bool every = false, none = false;

	for (uint32_t i = 0; i < p->result.output_count; i++) {
		const char *text = p->outputs[i].text, *ignored = "0 0 0 0\n", *restarted = "0 0 ";

		cr_expect_eq(strncmp(text, ignored, 8), 0, "%s", text);
		cr_expect_eq(strncmp(text + 8, restarted, 4), 0, "%s", text);
		every |= strcmp(text + 8, "0 0 1 1\n1 1 1 1\n") == 0;
		none |= strcmp(text + 8, "0 0 0 0\n0 0 0 0\n") == 0;
	}
	cr_expect(every && none);
	fixture_release(p);
}

Test(calls, a_handler_leaves_its_errno)
{
	struct proto *p = check("handler_errno.c", PROTO_DPOR, 0, 0, BIT(PROTO_OK));
	bool kept = false, spoiled = false;

	for (uint32_t i = 0; i < p->result.output_count; i++) {
		kept |= strcmp(p->outputs[i].text, "kept\n") == 0;
		spoiled |= strcmp(p->outputs[i].text, "spoiled\n") == 0;
	}
	cr_expect(kept && spoiled);
	cr_expect_eq(p->result.output_count, 2);
	fixture_release(p);
}

Test(calls, an_initialiser_is_a_lock)
{
	struct proto *p = check("once_again.c", PROTO_DPOR, 0, 0, BIT(PROTO_DEADLOCK));
	const struct proto_failure *f = &p->failures[0];

	cr_expect_eq(f->wait_count, 1);
	cr_expect_eq(f->waits[0].holder, 0, "it waits for itself");
	cr_expect_neq(f->waits[0].taken[0], 0);
	cr_expect_str_eq(p->op_names[f->waits[0].op], "once");
	fixture_release(p);
}

Test(calls, a_wait_until_a_time_that_is_over_may_end_at_once)
{
	struct proto *p = check("too_late.c", PROTO_DPOR, 0, 0, BIT(PROTO_OK));
	unsigned seen = 0;

	for (uint32_t i = 0; i < p->result.output_count; i++) {
		const char *text = p->outputs[i].text;

		cr_expect_eq(strlen(text), 4, "%s", text);
		seen |= 1u << ((text[0] - '0') * 2 + text[2] - '0');
	}
	cr_expect_eq(p->result.exhausted, 1);
	cr_expect_eq(seen, 0xf, "both may be in time or late");
	fixture_release(p);
}

Test(calls, a_thread_that_asks_for_too_much_is_refused)
{
	struct proto *p = check("no_room.c", PROTO_DPOR, 0, 0, BIT(PROTO_OK));

	cr_expect_str_eq(p->outputs[0].text, "1 0 1 0\n");
	cr_expect_eq(p->result.output_count, 1);
	fixture_release(p);
}

Test(calls, freed_memory_is_watched_where_a_lock_orders_its_use)
{
	struct proto *p = check("use_after_free.c", PROTO_BOUND, 0, PROTO_OPT_RACES,
		BIT(PROTO_OK) | BIT(PROTO_USE_AFTER_FREE));

	cr_expect_eq(p->result.exhausted, 1);
	cr_expect_str_eq(p->op_names[p->failures[0].sides[0].op], "heap");
	fixture_release(p);
}

/* A load that returns old values for ever is no livelock: stores are seen in the end. */
Test(calls, spinning_is_fair_under_weak_memory)
{
	fixture_release(check(
		"publish.c", PROTO_AUTO, 40000, PROTO_OPT_RACES | PROTO_OPT_WEAK, BIT(PROTO_OK)));
	fixture_release(check("publish.c", PROTO_PCT, 5000, PROTO_OPT_RACES, BIT(PROTO_OK)));
}

Test(calls, handlers_and_destructors_run_before_threads_count_as_left)
{
	struct proto *p = check(
		"destructors.c", PROTO_DPOR, 0, PROTO_OPT_RACES | PROTO_OPT_LEAKS, BIT(PROTO_OK));

	cr_expect_str_eq(p->outputs[0].text, "done 1\n");
	cr_expect_eq(p->result.output_count, 1);
	fixture_release(p);
}

Test(calls, other_processes_and_timers_are_named)
{
	static const char *const names[] = {"system", "alarm", "exec"};
	struct proto *p = check("runs_another.c", PROTO_RW, 20, 0, BIT(PROTO_NOT_MODELLED));

	cr_expect_eq(p->result.unmodelled_count, 3);
	for (int i = 0; i < 3; i++) {
		cr_expect_eq(strncmp(p->result.unmodelled[i], names[i], strlen(names[i])), 0, "%s",
			p->result.unmodelled[i]);
	}
	cr_expect_eq(p->result.backend, PROTO_FIBER_FORK);
	fixture_release(p);
}

Test(calls, a_forked_child_finds_the_locks_as_they_were, .timeout = 120)
{
	struct proto *p =
		check("forks_locked.c", PROTO_RW, 100, 0, BIT(PROTO_OK) | BIT(PROTO_STUCK));
	const struct proto_failure *f = &p->failures[0];

	cr_expect_eq(f->wait_count, 1);
	cr_expect_eq(f->waits[0].thread, 0);
	cr_expect_str_eq(p->op_names[f->waits[0].op], "lock");
	cr_expect_neq(f->waits[0].taken[0], 0);
	cr_expect_eq(p->result.unmodelled_count, 1);
	fixture_release(p);
	p = check("forks_safely.c", PROTO_RW, 100, 0, BIT(PROTO_OK));
	cr_expect_str_eq(p->outputs[0].text, "3\n");
	fixture_release(p);
}

Test(calls, memory_of_a_thread_is_dead_after_its_end)
{
	struct proto *p =
		check("dead_memory.c", PROTO_RW, 200, 0, BIT(PROTO_OK) | BIT(PROTO_USE_AFTER_FREE));

	cr_expect_lt(p->result.counts[PROTO_USE_AFTER_FREE], 200, "not while it lives");
	fixture_release(p);
	fixture_release(
		check("dead_result.c", PROTO_RW, 20, 0, BIT(PROTO_OK) | BIT(PROTO_USE_AFTER_FREE)));
}

Test(calls, what_is_no_mutex_is_not_waited_for)
{
	struct proto *p =
		check("no_mutex.c", PROTO_DPOR, 0, 0, BIT(PROTO_OK) | BIT(PROTO_INVALID_OBJECT));

	cr_expect_str_eq(p->outputs[0].text, "22 22 22\n");
	cr_expect_eq(p->result.output_count, 1);
	fixture_release(p);
}

Test(calls, a_broken_pipe_is_a_signal_to_the_program)
{
	struct proto *p =
		check("broken_pipe.c", PROTO_DPOR, 0, 0, BIT(PROTO_OK) | BIT(PROTO_CRASH));

	cr_expect_eq(p->result.exhausted, 1);
	cr_expect_not_null(strstr(p->failures[0].message, "signal 13"));
	fixture_release(p);
	p = check("broken_pipe_told.c", PROTO_DPOR, 0, 0, BIT(PROTO_OK));
	cr_expect_eq(p->result.output_count, 2);
	fixture_release(p);
	p = check("broken_stream_told.c", PROTO_DPOR, 0, 0, BIT(PROTO_OK));
	cr_expect_eq(p->result.output_count, 2);
	fixture_release(p);
}

Test(calls, a_child_that_dies_leaves_its_robust_lock, .timeout = 60)
{
	struct proto *p = check("shared_mutex.c", PROTO_RW, 5, 0, BIT(PROTO_OK));

	cr_expect_str_eq(p->outputs[0].text, "0 dead 0\n");
	fixture_release(p);
}
