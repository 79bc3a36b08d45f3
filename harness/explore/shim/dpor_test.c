// SPDX-License-Identifier: MIT
/* What dpor calls all of a program's outcomes, against all schedules one by one, on programs that really run. */
#include "shim_fixture.h"

#include <criterion/criterion.h>
#include <string.h>

static struct proto *
explore(const char *name, uint32_t strategy, uint32_t options)
{
	const char *program = fixture_build("clang", name, FIXTURE_LINKED);
	struct proto_config config = {.strategy = strategy, .preemptions = -1, .options = options};

	config.schedules = strategy == PROTO_RW ? 3000 : 0;
	return program ? fixture_run(program, FIXTURE_LINKED, &config) : NULL;
}

/* Everything reached by `from` was reached by `in`. */
static void
expect_within(const char *name, const struct proto *from, const struct proto *in)
{
	for (uint32_t i = 0; i < PROTO_CLASSES; i++) {
		if (i != PROTO_PRUNED && from->result.counts[i]) {
			cr_expect_gt(in->result.counts[i], 0, "%s: class %u", name, i);
		}
	}
	for (uint32_t i = 0; i < from->result.output_count; i++) {
		bool found = false;

		for (uint32_t k = 0; k < in->result.output_count; k++) {
			found |= in->outputs[k].hash == from->outputs[i].hash;
		}
		cr_expect(found, "%s: the output %s%s", name, from->outputs[i].text,
			from->outputs[i].wrong);
	}
}

/* dpor comes to its end with the outcomes of all schedules (`every`), or at least with those of 3000 random ones. */
static void
compare(const char *name, bool every, uint32_t options)
{
	struct proto *dpor = explore(name, PROTO_DPOR, options), *other;

	if (!dpor) {
		cr_skip_test("no clang");
	}
	other = explore(name, every ? PROTO_BOUND : PROTO_RW, options);
	cr_expect_eq(dpor->result.exhausted, 1, "%s", name);
	expect_within(name, other, dpor);
	if (every) {
		cr_expect_eq(other->result.exhausted, 1, "%s", name);
		cr_expect_leq(dpor->progress.schedules, other->progress.schedules);
		expect_within(name, dpor, other);
	}
	fixture_release(dpor);
	fixture_release(other);
}

static void
compare_with_both(const char *name, bool every)
{
	compare(name, every, PROTO_OPT_RACES);
	compare(name, every, PROTO_OPT_RACES | PROTO_OPT_NO_FILTER);
}

Test(dpor, reverses_what_a_thread_does_that_has_ended)
{
	compare_with_both("ended_first.c", true);
	compare("ended_first.c", true, 0);
	compare_with_both("freed_after.c", true);
}

Test(dpor, reaches_misuse_that_depends_on_the_order)
{
	compare_with_both("lock_destroyed.c", true);
}

Test(dpor, reaches_all_outcomes_of_cases, .timeout = 120)
{
	compare("../../../../cases/data-race/lost-update.c", true, PROTO_OPT_RACES);
	compare("../../../../cases/atomicity/check-then-act.c", true, PROTO_OPT_RACES);
	compare("../../../../cases/lost-wakeup/no-predicate.c", true, PROTO_OPT_RACES);
	compare("../../../../cases/pool/future-read-early.c", false, PROTO_OPT_RACES);
}

/* 4000 words that others read, of which only the first are steps: a failure, and no claim to have seen all. */
Test(dpor, claims_nothing_where_steps_are_missing)
{
	static const char *const names[] = {"dead_frame.c", "freed_many.c"};

	for (int i = 0; i < 2; i++) {
		struct proto *p = explore(names[i], PROTO_DPOR, PROTO_OPT_RACES);

		if (!p) {
			cr_skip_test("no clang");
		}
		cr_expect_eq(p->result.exhausted, 0, "%s", names[i]);
		cr_expect_gt(p->progress.failing + p->result.counts[PROTO_RACE] +
				     p->result.counts[PROTO_USE_AFTER_FREE],
			0);
		fixture_release(p);
	}
}
