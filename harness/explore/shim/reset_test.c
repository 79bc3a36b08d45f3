// SPDX-License-Identifier: MIT
/* What one schedule leaves is in no other one; and what tells their outputs apart. */
#include "shim_fixture.h"

#include <criterion/criterion.h>
#include <string.h>

static const struct proto_config rw = {.strategy = PROTO_RW, .schedules = 20000, .preemptions = -1};

/* So many schedules of a random walk; without that compiler the test is skipped. */
static struct proto *
some(const char *compiler, const char *name, uint64_t schedules)
{
	struct proto_config config = rw;
	struct proto *p;

	config.schedules = schedules;
	p = fixture_explore(compiler, name, FIXTURE_LINKED, &config);
	if (!p) {
		cr_skip_test("no %s", compiler);
	}
	return p;
}

Test(reset, a_reset_leaves_nothing_behind)
{
	struct proto *p = some("gcc", "leaves_open.c", 2000);

	fixture_expect(p, BIT(PROTO_OK));
	cr_expect_eq(p->result.output_count, 1, "the same descriptor every time");
	cr_expect_eq(p->result.backend, PROTO_FIBER_RESET);
	fixture_release(p);
}

Test(reset, a_fork_degrades_and_is_named)
{
	struct proto *p = some("clang", "forks.c", 50);

	fixture_expect(p, BIT(PROTO_OK));
	cr_expect_eq(p->result.backend, PROTO_FIBER_FORK);
	cr_expect_eq(p->result.degraded_count, 1);
	cr_expect_eq(p->result.unmodelled_count, 1);
	cr_expect_str_eq(p->outputs[0].text, "7\n");
	fixture_release(p);
}

Test(reset, more_shared_memory_than_is_kept_apart_diverges_nowhere)
{
	struct proto_config config = rw;
	struct proto *p;

	config.strategy = PROTO_BOUND;
	config.schedules = 5;
	config.max_steps = 1000000;
	p = fixture_explore("gcc", "shares_much.c", FIXTURE_LINKED, &config);
	if (!p) {
		cr_skip_test("no gcc");
	}
	fixture_expect(p, BIT(PROTO_OK));
	cr_expect_gt(p->progress.longest, 40000, "every access was a point");
	fixture_release(p);
}

Test(reset, output_is_told_apart_by_all_its_bytes)
{
	struct proto *p = some("gcc", "closes_stdout.c", 200);

	fixture_expect(p, BIT(PROTO_OK));
	cr_expect_eq(p->result.output_count, 2);
	for (int i = 0; i < 2; i++) {
		cr_expect_eq(p->outputs[i].length, 8);
		cr_expect(memcmp(p->outputs[i].text, "ab\0cd", 6) == 0);
	}
	cr_expect_neq(p->outputs[0].bytes_hash, p->outputs[1].bytes_hash);
	fixture_release(p);
}

Test(reset, what_is_flushed_when_makes_no_other_output)
{
	struct proto *p = some("gcc", "flushes.c", 200);

	fixture_expect(p, BIT(PROTO_OK));
	cr_expect_eq(p->result.output_count, 1);
	cr_expect_eq(p->outputs[0].length, 20);
	cr_expect(memcmp(p->outputs[0].text, "\0one two three four\n", 20) == 0);
	fixture_release(p);
}

Test(reset, output_that_is_not_compared_is_named)
{
	struct proto *p = some("gcc", "prints_much.c", 5);

	fixture_expect(p, BIT(PROTO_OK));
	cr_expect_eq(p->result.unmodelled_count, 1);
	fixture_release(p);
}

Test(reset, what_cannot_be_undone_is_in_no_other_schedule)
{
	static const enum proto_strategy strategies[] = {PROTO_RW, PROTO_DPOR, PROTO_AUTO};

	for (int i = 0; i < 3; i++) {
		struct proto_config config = rw;
		struct proto *p;

		config.strategy = strategies[i];
		config.schedules = 50;
		p = fixture_explore("gcc", "gives_up_rights.c", FIXTURE_LINKED, &config);
		if (!p) {
			cr_skip_test("no gcc");
		}
		cr_expect_gt(p->result.counts[PROTO_OK], 0);
		cr_expect_eq(p->result.counts[PROTO_OK] + p->result.counts[PROTO_PRUNED],
			p->progress.schedules, "%s", p->failures[0].message);
		cr_expect_eq(p->result.output_count, 1);
		cr_expect_str_eq(p->outputs[0].text, "none opened\n");
		cr_expect_eq(p->result.backend, PROTO_FIBER_FORK);
		cr_expect_eq(p->result.degraded_count, 1);
		cr_expect_str_eq(p->result.degraded[0], "setrlimit");
		cr_expect_eq(p->result.unmodelled_count, 0);
		cr_expect_eq(p->result.exhausted, i > 0);
		fixture_release(p);
	}
}

Test(reset, a_filter_of_system_calls_is_not_modelled)
{
	struct proto *p = some("gcc", "filters_calls.c", 5);

	fixture_expect(p, BIT(PROTO_NOT_MODELLED));
	cr_expect_eq(p->result.unmodelled_count, 1);
	fixture_release(p);
}
