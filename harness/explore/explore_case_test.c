// SPDX-License-Identifier: MIT
#include "explore_case.h"

#include <criterion/criterion.h>
#include <string.h>

#include "arena.h"
#include "case.h"
#include "found.h"

static struct arena arena;

static void
finish(void)
{
	arena_free(&arena);
}

TestSuite(explore_case, .fini = finish);

static const char *outputs[] = {"right", "right too"};
static const char *outcomes[] = {"odd", "never"};
static const struct program program = {
	.outputs = outputs,
	.output_count = 2,
	.outcomes = outcomes,
	.outcome_count = 2,
	.explore = {.weak = true, .preempt = 3},
};

Test(explore_case, the_header_says_what_is_needed)
{
	struct explore_options o = {.strategy = PROTO_BOUND, .preemptions = 1, .seed = 9};
	explore_case_options(&program, &o);
	cr_expect(o.weak && o.races && o.leaks && !o.spurious && !o.timeouts);
	cr_expect_eq(o.preemptions, 3);
	cr_expect_eq(o.seed, 9);
	cr_expect_eq(o.allowed_count, 2);
	o.preemptions = 5;
	explore_case_options(&program, &o);
	cr_expect_eq(o.preemptions, 5, "more than needed stays");
	o.preemptions = -1;
	explore_case_options(&program, &o);
	cr_expect_eq(o.preemptions, -1, "no bound is no low one");
	struct proto_config config = explore_config(&o);
	cr_expect_str_eq(config.allowed[1], "right too");
	cr_expect(config.options & PROTO_OPT_WEAK && !(config.options & PROTO_OPT_SPURIOUS));
}

Test(explore_case, listed_outcomes_are_counted_and_others_named)
{
	struct explore_output printed[] = {{.text = "right\n", .wrong = "", .count = 5},
		{.text = "odd", .wrong = "", .count = 2},
		{.text = "surprise\n", .wrong = "", .count = 1},
		{.text = "", .wrong = "wrong: 3", .exit_code = 1, .count = 4}};
	struct explore_report r = {.arena = &arena, .outputs = printed, .output_count = 4};
	size_t n;
	struct explore_case_outcome *list = explore_case_outcomes(&r, &program, &n);
	cr_assert_eq(n, 5);
	cr_expect(list[0].listed && list[0].right && list[0].count == 5);
	cr_expect(list[1].listed && list[1].right && list[1].count == 0);
	cr_expect(list[2].listed && !list[2].right && list[2].count == 2);
	cr_expect(list[3].listed && list[3].count == 0, "never reached");
	cr_expect(!list[4].listed && list[4].count == 1, "a surprise");
}

Test(explore_case, places_and_outcomes_are_told_apart)
{
	struct explore_failure failures[] = {{.kind = KIND_WRONG_RESULT, .reproduced = true},
		{.kind = KIND_WRONG_RESULT, .reproduced = true},
		{.kind = KIND_RACE, .reproduced = true}, {.kind = KIND_CRASH, .reproduced = false},
		{.kind = KIND_DEADLOCK, .reproduced = false}};
	struct explore_report r = {.arena = &arena, .failures = failures, .failure_count = 5};
	struct findings found = explore_case_findings(&r, "cases/a/b.c");
	const struct explore_failure **endings = explore_case_endings(&r);
	cr_expect_eq(found.count, 1, "what was not reproduced is not reported");
	cr_expect_eq(endings[0], &failures[0]);
	cr_expect_null(endings[1]);
}

Test(found, every_failing_class_has_a_kind_and_no_other_has)
{
	for (int c = 0; c < PROTO_CLASSES; c++) {
		bool has = explore_kind((enum proto_class)c) != KIND_UNKNOWN;
		cr_expect_eq(found_is_failure((enum proto_class)c), has, "class %d", c);
	}
}

/* Two processes that found the same, one of them with fewer preemptions. */
Test(found, the_same_from_several_processes_is_one)
{
	struct explore_report r = {.arena = &arena, .bound = -1, .bound_done = -1};
	struct proto *p = arena_alloc(&arena, 1, sizeof *p);
	struct launch run = {.end = LAUNCH_DONE, .says = "", .proto = p};
	p->progress.schedules = 10;
	p->result.attached = PROTO_INSTRUMENTED;
	p->result.counts[PROTO_DEADLOCK] = 3;
	p->result.failure_count = 2;
	p->failures[0] = (struct proto_failure){
		.class = PROTO_DEADLOCK, .key = 1, .count = 3, .preemptions = 4};
	p->failures[1] = (struct proto_failure){
		.class = PROTO_LIMIT, .key = 1, .count = 1, .message = "too many steps"};
	p->result.output_count = 1;
	p->outputs[0] = (struct proto_output){.count = 7, .text = "x", .ending = PROTO_OK};
	found_add(&r, &run);
	p->failures[0].preemptions = 2;
	found_add(&r, &run);
	cr_expect_eq(r.schedules, 20);
	cr_expect_eq(r.counts[PROTO_DEADLOCK], 6);
	cr_assert_eq(r.failure_count, 1, "a limit is no failure");
	cr_expect_eq(r.failures[0].count, 6);
	cr_expect_eq(r.failures[0].raw.preemptions, 2);
	cr_assert_eq(r.output_count, 1);
	cr_expect_eq(r.outputs[0].count, 14);
	cr_expect_eq(r.reason_count, 1);
	cr_expect_str_eq(r.reasons[0], "a limit: too many steps");
	p->failures[0].key = 2;
	found_add(&r, &run);
	cr_expect_eq(r.failure_count, 2, "another place is another failure");
}
