// SPDX-License-Identifier: MIT
#include <criterion/criterion.h>
#include <string.h>

#include "arena.h"
#include "judge_cost.h"
#include "judge_fixture.h"

static struct arena arena;
static struct program broken, mutex, atomic;
static struct program_verdict programs[3];
static struct case_verdict one;
static struct cost_times times[3];

enum { MS = 1000000 };

/* The same time in each round. */
static void
takes(int i, int64_t ns)
{
	times[i] = (struct cost_times){.rounds = COST_ROUNDS};
	for (int k = 0; k < COST_ROUNDS; k++) {
		times[i].wall_ns[k] = ns;
	}
}

static void
begin(void)
{
	broken = make_program(PROGRAM_BROKEN);
	add_expect(&broken, DET_TSAN, KIND_RACE, "hits", 90);
	mutex = atomic = make_program(PROGRAM_FIX);
	mutex.how = "mutex";
	atomic.how = "atomic";
	programs[0].program = &broken;
	programs[1].program = &mutex;
	programs[2].program = &atomic;
	one = (struct case_verdict){.programs = programs, .program_count = 3, .complete = true};
	takes(0, 100 * MS);
	takes(1, 250 * MS);
	takes(2, 150 * MS);
}

TestSuite(cost, .init = begin);

Test(cost, a_ratio_to_the_broken_twin)
{
	judge_cost(&arena, &one, times, NULL);
	cr_assert(programs[1].cost.measured);
	cr_assert_float_eq(programs[1].cost.ratio, 2.5, 1e-9);
	cr_assert_eq(programs[1].cost.base, &broken);
	cr_assert_str_eq(programs[1].cost.sentence,
		"2.50 times the broken program (2.50 to 2.50 in half of 9 rounds; 250 ms)");
	cr_assert_str_eq(
		programs[0].cost.sentence, "100 ms a run: what the others are compared with");
}

Test(cost, is_taken_within_a_round)
{
	/* The machine gets slower and slower; both sides suffer alike. */
	for (int k = 0; k < COST_ROUNDS; k++) {
		times[0].wall_ns[k] *= k + 1;
		times[1].wall_ns[k] *= k + 1;
	}
	judge_cost(&arena, &one, times, NULL);
	cr_assert_float_eq(programs[1].cost.low, 2.5, 1e-9);
	cr_assert_float_eq(programs[1].cost.high, 2.5, 1e-9);
}

Test(cost, has_the_quartiles_as_its_spread)
{
	for (int k = 0; k < COST_ROUNDS; k++) {
		times[1].wall_ns[k] = (k + 1) * 100 * MS;
	}
	judge_cost(&arena, &one, times, NULL);
	cr_assert_float_eq(programs[1].cost.low, 3, 1e-9);
	cr_assert_float_eq(programs[1].cost.ratio, 5, 1e-9);
	cr_assert_float_eq(programs[1].cost.high, 7, 1e-9);
}

Test(cost, of_a_twin_that_hangs_is_none_and_the_first_fix_is_the_base)
{
	times[0] = (struct cost_times){.why_not = "it hangs"};
	judge_cost(&arena, &one, times, NULL);
	cr_assert_not(programs[0].cost.measured);
	cr_assert_str_eq(programs[0].cost.sentence, "not measured: it hangs");
	cr_assert_eq(programs[2].cost.base, &mutex);
	cr_assert_float_eq(programs[2].cost.ratio, 0.6, 1e-9);
}

Test(cost, of_runs_that_are_mostly_their_start_is_not_told)
{
	takes(0, 1 * MS);
	takes(1, 2 * MS);
	takes(2, 1 * MS);
	judge_cost(&arena, &one, times, NULL);
	cr_assert_not(programs[1].cost.measured);
	cr_assert_str_eq(programs[1].cost.sentence, "too short to compare: 2 ms a run");
}

/* Of 1 ms a run 0.8 are its start: the work of the broken program takes 200 µs, of the one fix 300, of the other none. */
Test(cost, of_a_short_program_is_that_of_its_work)
{
	struct cost_times starts;
	takes(0, 800000);
	starts = times[0];
	takes(0, 1 * MS);
	takes(1, 1100000);
	takes(2, 790000);
	judge_cost(&arena, &one, times, &starts);
	cr_assert_str_eq(programs[0].cost.sentence,
		"200 µs a run beside the start of a process: what the others are compared with");
	cr_assert_str_eq(programs[1].cost.sentence,
		"1.50 times the broken program (1.50 to 1.50 in half of 9 rounds; 300 µs beside "
		"the start of a process)");
	cr_assert(programs[2].cost.measured);
	cr_assert_lt(programs[2].cost.ratio, 0.01);
}

Test(cost, of_no_work_beside_the_start_is_not_told)
{
	struct cost_times starts = times[0];
	for (int k = 0; k < COST_ROUNDS; k++) {
		times[0].wall_ns[k] += 20000;
	}
	judge_cost(&arena, &one, times, &starts);
	cr_assert_not(programs[0].cost.measured);
	cr_assert_str_eq(programs[1].cost.sentence, "too short to compare: 150 ms a run");
}

Test(cost, a_slow_program_has_a_faster_fix_or_fails)
{
	broken.slow = "two counters share a line";
	takes(1, 50 * MS);
	judge_cost(&arena, &one, times, NULL);
	cr_assert_eq(one.verdict, VERDICT_PASS);
	takes(1, 101 * MS);
	judge_cost(&arena, &one, times, NULL);
	cr_assert_eq(one.verdict, VERDICT_FAIL);
	cr_assert(strstr(programs[0].cost.sentence, "not shown to be slow"), "%s",
		programs[0].cost.sentence);
}

Test(cost, a_slow_program_without_a_time_fails)
{
	broken.slow = "two counters share a line";
	takes(0, 1 * MS);
	takes(1, 1 * MS);
	takes(2, 1 * MS);
	judge_cost(&arena, &one, times, NULL);
	cr_assert_eq(one.verdict, VERDICT_FAIL);
}
