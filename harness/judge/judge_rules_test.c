// SPDX-License-Identifier: MIT
/* The rules of DESIGN.md, "Judging", from 4 on: fixes, alarms, broken tools, other versions. */
#include <criterion/criterion.h>

#include "judge_fixture.h"

/* ---- rule 4 ---- */

Test(rule4, a_fix_fails_on_any_finding_and_on_any_wrong_run)
{
	struct program twin = make_racy(90), fix = make_program(PROGRAM_FIX);
	check(judge(&fix, &twin, DET_TSAN, all_of(clean(), 2), 2), VERDICT_PASS, REASON_CLEAN);
	struct detector_verdict v =
		judge(&fix, &twin, DET_TSAN, first_then_clean(saw(KIND_RACE, HITS, HITS), 2), 2);
	check(v, VERDICT_FAIL, REASON_UNEXPECTED);
	cr_assert_eq(v.detected, 1);
	const enum kind outcomes[] = {
		KIND_WRONG_RESULT, KIND_BAD_EXIT, KIND_CRASH, KIND_HANG, KIND_SPIN};
	for (size_t i = 0; i < sizeof outcomes / sizeof *outcomes; i++) {
		v = judge(&fix, &twin, DET_TSAN, first_then_clean(ended(outcomes[i]), 2), 2);
		check(v, VERDICT_FAIL, REASON_UNEXPECTED);
		says(v, kind_name(outcomes[i]));
	}
	check(judge(&fix, &twin, DET_TSAN, all_of(ended(KIND_TOOL_ABORT), 2), 2), VERDICT_ERROR,
		REASON_TOOL);
	check(judge(&fix, &twin, DET_TSAN, all_of(clean(), 1), 1), VERDICT_INCONCLUSIVE,
		REASON_CLEAN);
}

Test(rule4, the_twins_rate_sets_the_runs)
{
	struct program twin = make_racy(50), fix = make_program(PROGRAM_FIX),
		       benign = make_program(PROGRAM_BENIGN);
	add_silence(&twin, DET_DRD, false);
	add_expect(&twin, DET_HELGRIND, KIND_RACE, "hits", MAY);
	add_expect(&twin, DET_NATIVE, KIND_WRONG_RESULT, NULL, MAY);
	cr_assert_eq(judge_plan(&fix, &twin, DET_TSAN, &usual).runs, 7);
	cr_assert_eq(judge_plan(&fix, &twin, DET_DRD, &usual).runs, 1);
	cr_assert_eq(judge_plan(&fix, &twin, DET_HELGRIND, &usual).runs, 2);
	cr_assert_eq(judge_plan(&fix, &twin, DET_NATIVE, &usual).runs, 20);
	cr_assert_eq(judge_plan(&benign, NULL, DET_TSAN, &usual).runs, 2);
	cr_assert_eq(judge_plan(&benign, NULL, DET_NATIVE, &usual).runs, 20);
	struct judge_plan plan = judge_plan(&fix, &twin, DET_TSAN, &usual);
	cr_assert(judge_enough(&fix, DET_TSAN, all_of(saw(KIND_RACE, HITS, HITS), 1), 1, &plan));
	cr_assert_not(judge_enough(&fix, DET_TSAN, all_of(clean(), 1), 1, &plan));
	struct judge_options many = {.iterations = 200, .same_tools = true};
	plan = judge_plan(&fix, &twin, DET_TSAN, &many);
	cr_assert(plan.runs == 200 && !plan.stop_early);
	cr_assert_not(
		judge_enough(&fix, DET_TSAN, all_of(saw(KIND_RACE, HITS, HITS), 3), 3, &plan));
	cr_assert(judge_enough(&fix, DET_TSAN, all_of(clean(), 200), 200, &plan));
}

Test(rule4, a_benign_program_is_judged_like_a_fix)
{
	struct program p = make_program(PROGRAM_BENIGN);
	check(judge(&p, NULL, DET_TSAN, all_of(clean(), 2), 2), VERDICT_PASS, REASON_CLEAN);
	check(judge(&p, NULL, DET_TSAN, all_of(saw(KIND_RACE, 0, 0), 2), 2), VERDICT_FAIL,
		REASON_UNEXPECTED);
	check(judge(&p, NULL, DET_NATIVE, first_then_clean(ended(KIND_HANG), 20), 20), VERDICT_FAIL,
		REASON_UNEXPECTED);
}

Test(rule4, one_iteration_of_a_fix_is_what_was_asked_for)
{
	struct program twin = make_racy(90), fix = make_program(PROGRAM_FIX);
	struct judge_options one = {.iterations = 1, .same_tools = true};
	check(judge_with(&fix, &twin, DET_TSAN, all_of(clean(), 1), 1, one), VERDICT_PASS,
		REASON_CLEAN);
}

/* ---- rule 5 ---- */

Test(rule5, a_stated_false_alarm_is_no_failure_and_must_still_happen)
{
	struct program twin = make_racy(90), fix = make_program(PROGRAM_FIX);
	add_alarm(&fix, DET_TSAN, KIND_RACE, "hits", 90);
	struct judge_plan plan = judge_plan(&fix, &twin, DET_TSAN, &usual);
	cr_assert(plan.runs == 6 && plan.least == 2);
	struct observation alarm = saw(KIND_RACE, HITS, HITS);
	cr_assert_not(judge_enough(&fix, DET_TSAN, all_of(alarm, 1), 1, &plan));
	cr_assert(judge_enough(&fix, DET_TSAN, all_of(alarm, 2), 2, &plan));
	cr_assert_not(judge_enough(&fix, DET_TSAN, all_of(clean(), 5), 5, &plan));
	struct detector_verdict v = judge(&fix, &twin, DET_TSAN, all_of(alarm, 2), 2);
	check(v, VERDICT_PASS, REASON_FALSE_ALARM);
	says(v, "atomics are not understood");
	cr_assert_eq(v.detected, 2);
	check(judge(&fix, &twin, DET_TSAN, all_of(clean(), 6), 6), VERDICT_FAIL, REASON_STALE);
	check(judge(&fix, &twin, DET_TSAN, all_of(clean(), 2), 2), VERDICT_INCONCLUSIVE,
		REASON_STALE);
	check(judge(&fix, &twin, DET_TSAN, all_of(saw(KIND_RACE, TOTAL, HITS), 2), 2), VERDICT_FAIL,
		REASON_UNEXPECTED);
	check(judge(&fix, &twin, DET_DRD, NULL, 0), VERDICT_SKIP, REASON_TOOL);
}

Test(rule5, an_alarm_that_may_happen_is_never_stale)
{
	struct program p = make_program(PROGRAM_BENIGN);
	add_alarm(&p, DET_DRD, KIND_RACE, "hits", MAY);
	check(judge(&p, NULL, DET_DRD, all_of(clean(), 2), 2), VERDICT_PASS, REASON_CLEAN);
	check(judge(&p, NULL, DET_DRD, all_of(saw(KIND_RACE, HITS, 0), 2), 2), VERDICT_PASS,
		REASON_FALSE_ALARM);
}

Test(rule5, an_alarm_of_a_broken_program_is_required_too)
{
	struct program p = make_racy(90);
	add_alarm(&p, DET_TSAN, KIND_LOCK_ORDER, "total", 90);
	struct observation both =
		saw_also(saw(KIND_RACE, HITS, HITS), KIND_LOCK_ORDER, TOTAL, TOTAL);
	check(judge(&p, NULL, DET_TSAN, all_of(both, 1), 1), VERDICT_PASS, REASON_MATCHED);
	check(judge(&p, NULL, DET_TSAN, all_of(saw(KIND_RACE, HITS, HITS), 6), 6), VERDICT_FAIL,
		REASON_STALE);
}

/* ---- rule 6 ---- */

Test(rule6, a_tool_that_breaks_as_stated_must_still_break)
{
	struct program p = make_racy(90);
	add_silence(&p, DET_HELGRIND, true);
	check(judge(&p, NULL, DET_HELGRIND, all_of(ended(KIND_TOOL_ABORT), 1), 1), VERDICT_PASS,
		REASON_UNABLE);
	check(judge(&p, NULL, DET_HELGRIND, all_of(clean(), 6), 6), VERDICT_FAIL, REASON_STALE);
	check(judge(&p, NULL, DET_HELGRIND, all_of(clean(), 2), 2), VERDICT_INCONCLUSIVE,
		REASON_STALE);
	check(judge(&p, NULL, DET_HELGRIND, all_of(broke(), 1), 1), VERDICT_ERROR, REASON_TOOL);
	struct program fix = make_program(PROGRAM_FIX);
	add_silence(&fix, DET_TSAN, true);
	check(judge(&fix, &p, DET_TSAN, all_of(ended(KIND_TOOL_ABORT), 1), 1), VERDICT_PASS,
		REASON_UNABLE);
}

Test(rule6, an_error_is_never_a_miss_and_stops)
{
	struct program p = make_racy(90);
	struct detector_verdict v = judge(&p, NULL, DET_TSAN, first_then_clean(broke(), 6), 6);
	check(v, VERDICT_ERROR, REASON_TOOL);
	cr_assert_str_eq(v.sentence, "the log is empty");
	cr_assert_eq(v.runs, 5);
	struct judge_plan plan = judge_plan(&p, NULL, DET_TSAN, &usual);
	cr_assert(judge_enough(&p, DET_TSAN, all_of(broke(), 1), 1, &plan));
	check(judge(&p, NULL, DET_TSAN, all_of(saw(KIND_UNKNOWN, HITS, HITS), 1), 1), VERDICT_ERROR,
		REASON_TOOL);
}

/* ---- rule 7 ---- */

Test(rule7, other_tool_versions_excuse_a_broken_program_only)
{
	struct judge_options other = {.same_tools = false}, strict = {.strict = true};
	struct program p = make_racy(90), fix = make_program(PROGRAM_FIX),
		       benign = make_program(PROGRAM_BENIGN);
	add_silence(&p, DET_DRD, false);
	check(judge_with(&p, NULL, DET_TSAN, all_of(clean(), 6), 6, other), VERDICT_INCONCLUSIVE,
		REASON_DIFFERS);
	const struct observation *seen = all_of(saw(KIND_RACE, NOWHERE, HITS), 6);
	check(judge_with(&p, NULL, DET_TSAN, seen, 6, other), VERDICT_INCONCLUSIVE, REASON_DIFFERS);
	check(judge_with(&p, NULL, DET_DRD, seen, 6, other), VERDICT_INCONCLUSIVE, REASON_DIFFERS);
	check(judge_with(&fix, &p, DET_TSAN, seen, 2, other), VERDICT_FAIL, REASON_UNEXPECTED);
	check(judge_with(&benign, NULL, DET_TSAN, seen, 2, other), VERDICT_FAIL, REASON_UNEXPECTED);
	check(judge_with(&p, NULL, DET_TSAN, all_of(saw(KIND_RACE, HITS, HITS), 1), 1, other),
		VERDICT_PASS, REASON_MATCHED);
	check(judge_with(&p, NULL, DET_TSAN, all_of(broke(), 1), 1, other), VERDICT_ERROR,
		REASON_TOOL);
	add_silence(&fix, DET_HELGRIND, true);
	const struct observation *fine = all_of(clean(), 6);
	check(judge_with(&fix, &p, DET_HELGRIND, fine, 6, other), VERDICT_FAIL, REASON_STALE);
	/* too few runs are not the tools' doing */
	check(judge_with(&p, NULL, DET_TSAN, all_of(clean(), 3), 3, strict), VERDICT_FAIL,
		REASON_MISSED);
	check(judge_with(&p, NULL, DET_TSAN, all_of(clean(), 6), 6, strict), VERDICT_INCONCLUSIVE,
		REASON_DIFFERS);
}

Test(alarms, a_broken_program_of_which_a_detector_tells_false_alarms_only)
{
	struct program p = make_racy(90);
	add_alarm(&p, DET_DRD, KIND_RACE, "total", 90);
	struct judge_plan plan = judge_plan(&p, NULL, DET_DRD, &usual);
	const struct observation *o = all_of(saw(KIND_RACE, TOTAL, TOTAL), 2);
	cr_assert_eq(plan.least, 2);
	cr_assert_not(judge_enough(&p, DET_DRD, o, 1, &plan));
	cr_assert(judge_enough(&p, DET_DRD, o, 2, &plan));
	struct detector_verdict v = judge(&p, NULL, DET_DRD, o, 2);
	check(v, VERDICT_PASS, REASON_FALSE_ALARM);
	says(v, "only the stated false alarm");
	check(judge(&p, NULL, DET_DRD, all_of(clean(), 6), 6), VERDICT_FAIL, REASON_STALE);
	check(judge(&p, NULL, DET_DRD, all_of(saw(KIND_RACE, HITS, HITS), 2), 2), VERDICT_FAIL,
		REASON_UNEXPECTED);
}

Test(quick, what_must_be_seen_is_looked_for_and_the_rest_shortly)
{
	struct judge_options quick = {.same_tools = true, .quick = true};
	struct program p = make_racy(50), fix = make_program(PROGRAM_FIX);
	add_expect(&p, DET_HELGRIND, KIND_RACE, "hits", MAY);
	add_expect(&p, DET_DRD, KIND_RACE, "hits", 90);
	add_expect(&p, DET_NATIVE, KIND_WRONG_RESULT, NULL, MAY);
	cr_assert_eq(judge_plan(&p, NULL, DET_TSAN, &quick).runs,
		judge_plan(&p, NULL, DET_TSAN, &usual).runs);
	cr_assert_eq(judge_plan(&p, NULL, DET_NATIVE, &quick).runs, 5);
	cr_assert_eq(judge_plan(&fix, &p, DET_TSAN, &quick).runs, 1);
	cr_assert(judge_plan(&fix, &p, DET_TSAN, &usual).runs > 1);
	cr_assert(judge_leaves_out(&p, DET_HELGRIND, &quick));
	cr_assert_not(judge_leaves_out(&p, DET_HELGRIND, &usual));
	cr_assert_not(judge_leaves_out(&p, DET_DRD, &quick));
	cr_assert(judge_leaves_out(&fix, DET_DRD, &quick));
	cr_assert_not(judge_leaves_out(&fix, DET_TSAN, &quick));
}
