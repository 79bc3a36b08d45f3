// SPDX-License-Identifier: MIT
/* What libc does on behalf of the program: memory that it uses, files, streams, states of its own. */
#include "shim_fixture.h"

#include <criterion/criterion.h>
#include <string.h>

static const char *const compilers[] = {"clang", "gcc"};

/* Explores with both compilers; each class of the bits was reached, and no other.  The last result. */
static struct proto *
check(const char *name, uint32_t strategy, uint32_t options, uint32_t classes)
{
	struct proto_config config = {.strategy = strategy,
		.schedules = strategy == PROTO_DPOR ? 0 : 2000,
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
			if (c == PROTO_PRUNED) {
				continue;
			}
			cr_expect_eq((p->result.counts[c] > 0), (classes >> c & 1),
				"%s with %s: class %u in %lu schedules: %s", name, compilers[i], c,
				(unsigned long)p->result.counts[c], p->failures[0].message);
		}
	}
	if (!p) {
		cr_skip_test("no compiler");
	}
	return p;
}

static bool
printed(const struct proto *p, const char *text)
{
	for (uint32_t i = 0; i < p->result.output_count; i++) {
		if (strcmp(p->outputs[i].text, text) == 0) {
			return true;
		}
	}
	return false;
}

Test(libc, all_of_it_works, .timeout = 60)
{
	struct proto *p = check("libc_right.c", PROTO_DPOR, PROTO_OPT_RACES, BIT(PROTO_OK));

	cr_expect_str_eq(p->outputs[0].text, "all right\n");
	cr_expect_eq(p->result.unmodelled_count, 0, "%s", p->result.unmodelled[0]);
	fixture_release(p);
}

Test(libc, its_use_of_shared_memory_races_and_goes_wrong)
{
	fixture_release(check("libc_shared.c", PROTO_RW, PROTO_OPT_RACES,
		BIT(PROTO_OK) | BIT(PROTO_WRONG_RESULT) | BIT(PROTO_RACE)));
	fixture_release(
		check("libc_shared.c", PROTO_RW, 0, BIT(PROTO_OK) | BIT(PROTO_WRONG_RESULT)));
}

Test(libc, its_states_race_unless_it_locks_them)
{
	fixture_release(
		check("libc_states.c", PROTO_RW, PROTO_OPT_RACES, BIT(PROTO_OK) | BIT(PROTO_RACE)));
	fixture_release(check("libc_locked.c", PROTO_DPOR, PROTO_OPT_RACES, BIT(PROTO_OK)));
	struct proto *p = check("libc_random.c", PROTO_DPOR, PROTO_OPT_RACES, BIT(PROTO_OK));

	cr_expect_eq(p->result.output_count, 2, "who asks first gets the first number");
	fixture_release(p);
}

/* gcc copies without telling of each word. */
Test(libc, half_of_a_struct_can_be_seen)
{
	struct proto_config config = {.strategy = PROTO_RW, .schedules = 2000};
	const char *program = fixture_build("clang", "torn.c", FIXTURE_LINKED);

	if (!program) {
		cr_skip_test("no clang");
	}
	struct proto *p = fixture_run(program, FIXTURE_LINKED, &config);

	cr_expect(printed(p, "1 1 1\n") && printed(p, "2 2 2\n") && printed(p, "2 2 1\n"));
	fixture_release(p);
}

Test(libc, files_are_known_by_name)
{
	struct proto *p = check("names.c", PROTO_DPOR, 0, BIT(PROTO_OK));

	cr_expect_eq(p->result.exhausted, 1);
	cr_expect(printed(p, "1\n") && printed(p, "2\n"));
	fixture_release(p);
}

Test(libc, streams_wait_for_what_threads_write, .timeout = 60)
{
	struct proto *p =
		check("streams.c", PROTO_RW, PROTO_OPT_RACES | PROTO_OPT_LEAKS, BIT(PROTO_OK));

	cr_expect_str_eq(p->outputs[0].text, "all came\n");
	cr_expect_eq(p->result.output_count, 1);
	cr_expect_eq(p->result.unmodelled_count, 0, "%s", p->result.unmodelled[0]);
	fixture_release(p);
}

Test(libc, what_never_comes_is_stuck_or_not_known)
{
	fixture_release(check("reads_nothing.c", PROTO_RW, 0, BIT(PROTO_STUCK)));
	struct proto *p = check("scans_a_pipe.c", PROTO_RW, 0, BIT(PROTO_NOT_MODELLED));

	cr_expect_str_eq(p->result.unmodelled[0], "scanf of a pipe, socket or terminal");
	fixture_release(p);
}

Test(libc, what_may_come_from_elsewhere_is_not_stuck, .timeout = 60)
{
	struct proto_config config = {.strategy = PROTO_RW, .schedules = 1, .preemptions = -1};
	const char *program = fixture_build("clang", "listens.c", FIXTURE_LINKED);

	if (!program) {
		cr_skip_test("no clang");
	}
	struct proto *p = fixture_run(program, FIXTURE_LINKED, &config);

	cr_expect_eq(p->result.counts[PROTO_NOT_MODELLED], 1);
	cr_expect_str_eq(p->result.unmodelled[0], "input from outside of the program");
	fixture_release(p);
}

Test(libc, joins_are_looked_at_when_they_are_called)
{
	struct proto *p = check("joins.c", PROTO_DPOR, 0, BIT(PROTO_OK) | BIT(PROTO_API_ERROR));

	cr_expect_eq(p->result.exhausted, 1);
	cr_expect(printed(p, "joined - -\n") && printed(p, "refused - -\n"));
	fixture_release(p);
	p = check("joins_itself.c", PROTO_DPOR, 0, BIT(PROTO_OK) | BIT(PROTO_API_ERROR));
	cr_expect_str_eq(p->outputs[0].text, "joined deadlock -\n");
	fixture_release(p);
	fixture_release(
		check("joins_each_other.c", PROTO_DPOR, 0, BIT(PROTO_OK) | BIT(PROTO_API_ERROR)));
}

Test(libc, a_thread_that_counts_is_no_livelock)
{
	struct proto *p = check("counts_alone.c", PROTO_DPOR, 0, BIT(PROTO_OK));

	cr_expect_str_eq(p->outputs[0].text, "4000\n");
	fixture_release(p);
}

Test(libc, cancellation_waits_for_a_point)
{
	struct proto *p = check("cancelled.c", PROTO_DPOR, 0, BIT(PROTO_OK));

	cr_expect_str_eq(p->outputs[0].text, "began, waited, cleaned up\n");
	cr_expect_eq(p->result.output_count, 1);
	fixture_release(p);
}
