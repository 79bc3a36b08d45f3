// SPDX-License-Identifier: MIT
#include <criterion/criterion.h>
#include <string.h>

#include "arena.h"
#include "judge_fixture.h"

static void
set(struct program_verdict *p, enum detector d, enum verdict v, enum reason r)
{
	p->detectors[d] = (struct detector_verdict){
		.asked = true, .detector = d, .verdict = v, .reason = r, .sentence = "s"};
}

static struct program
racy(void)
{
	struct program p = make_program(PROGRAM_BROKEN);
	add_expect(&p, DET_TSAN, KIND_RACE, "hits", 90);
	add_expect(&p, DET_DRD, KIND_RACE, "hits", 90);
	return p;
}

Test(total, a_program_has_its_gravest_detectors_verdict)
{
	struct program p = racy();
	struct program_verdict v = {.program = &p};
	set(&v, DET_TSAN, VERDICT_PASS, REASON_MATCHED);
	cr_assert_eq(judge_program(&v, NULL), VERDICT_PASS);
	set(&v, DET_DRD, VERDICT_INCONCLUSIVE, REASON_MISSED);
	cr_assert_eq(judge_program(&v, NULL), VERDICT_INCONCLUSIVE);
	set(&v, DET_DRD, VERDICT_FAIL, REASON_MISSED);
	cr_assert_eq(judge_program(&v, NULL), VERDICT_FAIL);
	set(&v, DET_TSAN, VERDICT_ERROR, REASON_TOOL);
	cr_assert_eq(judge_program(&v, NULL), VERDICT_ERROR);
}

Test(total, only_a_skipped_detector_that_the_case_mentions_counts)
{
	struct program p = racy(), fix = make_program(PROGRAM_FIX);
	struct program_verdict v = {.program = &p};
	set(&v, DET_TSAN, VERDICT_PASS, REASON_MATCHED);
	set(&v, DET_EXPLORE, VERDICT_SKIP, REASON_TOOL);
	cr_assert_eq(judge_program(&v, NULL), VERDICT_PASS);
	set(&v, DET_DRD, VERDICT_SKIP, REASON_TOOL);
	cr_assert_eq(judge_program(&v, NULL), VERDICT_SKIP);
	v.program = &fix;
	cr_assert_eq(judge_program(&v, &p), VERDICT_SKIP);
	v.detectors[DET_DRD].asked = false;
	cr_assert_eq(judge_program(&v, &p), VERDICT_PASS);
	struct program_verdict none = {.program = &p};
	cr_assert_eq(judge_program(&none, NULL), VERDICT_SKIP);
	set(&none, DET_EXPLORE, VERDICT_SKIP, REASON_TOOL);
	cr_assert_eq(judge_program(&none, NULL), VERDICT_SKIP);
}

Test(total, a_program_broken_on_paper_fails)
{
	struct program p = make_program(PROGRAM_BROKEN);
	add_expect(&p, DET_TSAN, KIND_RACE, "hits", MAY);
	struct program_verdict v = {.program = &p};
	set(&v, DET_TSAN, VERDICT_PASS, REASON_MATCHED);
	cr_assert_eq(judge_program(&v, NULL), VERDICT_FAIL);
}

Test(total, a_case_has_its_gravest_programs_verdict)
{
	struct program_verdict programs[] = {{.verdict = VERDICT_PASS}, {.verdict = VERDICT_FAIL}};
	struct case_verdict c = {.complete = true, .programs = programs, .program_count = 1};
	cr_assert_eq(judge_case(&c), VERDICT_PASS);
	c.complete = false;
	cr_assert_eq(judge_case(&c), VERDICT_INCONCLUSIVE);
	c.program_count = 2;
	cr_assert_eq(judge_case(&c), VERDICT_FAIL);
	struct case_verdict none = {.complete = true};
	cr_assert_eq(judge_case(&none), VERDICT_SKIP);
}

/* ---- exit codes ---- */

struct scene {
	struct program broken;
	struct program_verdict program;
	struct case_verdict testcase;
	struct result result;
};

static void
stage(struct scene *s, enum verdict tsan, enum verdict drd)
{
	*s = (struct scene){.broken = racy()};
	s->program.program = &s->broken;
	set(&s->program, DET_TSAN, tsan, REASON_MISSED);
	set(&s->program, DET_DRD, drd, REASON_TOOL);
	s->program.verdict = judge_program(&s->program, NULL);
	s->testcase = (struct case_verdict){
		.complete = true, .programs = &s->program, .program_count = 1};
	s->testcase.verdict = judge_case(&s->testcase);
	s->result = (struct result){.cases = &s->testcase, .case_count = 1};
}

Test(exit_code, what_is_proven_comes_before_what_is_not)
{
	struct scene s;
	stage(&s, VERDICT_PASS, VERDICT_PASS);
	cr_assert_eq(judge_exit(&s.result, true, false), 0);
	stage(&s, VERDICT_FAIL, VERDICT_PASS);
	cr_assert_eq(judge_exit(&s.result, false, false), 1);
	stage(&s, VERDICT_FAIL, VERDICT_ERROR);
	cr_assert_eq(s.testcase.verdict, VERDICT_ERROR);
	cr_assert_eq(judge_exit(&s.result, false, false), 1);
	stage(&s, VERDICT_PASS, VERDICT_ERROR);
	cr_assert_eq(judge_exit(&s.result, false, true), 3);
	s.result.partial = "interrupted";
	cr_assert_eq(judge_exit(&s.result, false, false), 130);
}

Test(exit_code, too_few_runs_fail_only_when_strict)
{
	struct scene s;
	stage(&s, VERDICT_INCONCLUSIVE, VERDICT_PASS);
	cr_assert_eq(judge_exit(&s.result, false, false), 0);
	cr_assert_eq(judge_exit(&s.result, true, false), 1);
	s.program.detectors[DET_TSAN].reason = REASON_DIFFERS;
	cr_assert_eq(judge_exit(&s.result, true, false), 0);
}

Test(exit_code, a_missing_detector_is_no_pass)
{
	struct scene s;
	stage(&s, VERDICT_PASS, VERDICT_SKIP);
	cr_assert_eq(judge_exit(&s.result, false, false), 3);
	cr_assert_eq(judge_exit(&s.result, false, true), 0);
	stage(&s, VERDICT_SKIP, VERDICT_SKIP);
	cr_assert_eq(judge_exit(&s.result, false, true), 77);
	stage(&s, VERDICT_PASS, VERDICT_PASS);
	set(&s.program, DET_EXPLORE, VERDICT_SKIP, REASON_TOOL);
	cr_assert_eq(judge_exit(&s.result, false, false), 0);
	struct result nothing = {0};
	cr_assert_eq(judge_exit(&nothing, false, false), 77);
}

/* ---- worth ---- */

static void
weigh(struct scene *s, struct program_verdict *fix, int twin_seen, int twin_runs, int fix_runs)
{
	static struct program program;
	program = make_program(PROGRAM_FIX);
	stage(s, VERDICT_PASS, VERDICT_PASS);
	for (int d = 0; d < DET_COUNT; d++) {
		s->program.detectors[d].detected = twin_seen;
		s->program.detectors[d].runs = twin_runs;
		s->program.detectors[d].reason = REASON_MATCHED;
	}
	*fix = (struct program_verdict){.program = &program};
	set(fix, DET_TSAN, VERDICT_PASS, REASON_CLEAN);
	fix->detectors[DET_TSAN].runs = fix_runs;
}

Test(worth, clean_runs_are_weighed_by_the_twins_measured_rate)
{
	struct arena a = {0};
	struct scene s;
	struct program_verdict fix;
	weigh(&s, &fix, 84, 200, 200);
	judge_worth(&a, &fix, &s.program, &(struct judge_options){0});
	cr_assert_str_eq(fix.worth,
		"tsan: 0 of 200; a bug as frequent as the broken twin's (at least 36 %) would have "
		"shown with probability > 0.999");
	cr_assert_gt(fix.shown, 0.999);
	arena_free(&a);
}

Test(worth, the_stated_rate_holds_only_with_the_same_tools)
{
	struct arena a = {0};
	struct scene s;
	struct program_verdict fix;
	weigh(&s, &fix, 1, 1, 2);
	judge_worth(&a, &fix, &s.program, &usual);
	cr_assert_str_eq(fix.worth,
		"tsan: 0 of 2; a bug as frequent as the broken twin's (at least 90 %, as stated) "
		"would have shown with probability 0.99");
	judge_worth(&a, &fix, &s.program, &(struct judge_options){0});
	cr_assert(strstr(fix.worth, "(at least 26 %)") && strstr(fix.worth, "worth little"), "%s",
		fix.worth);
	arena_free(&a);
}

Test(worth, silence_of_a_blind_detector_is_worth_little)
{
	struct arena a = {0};
	struct scene s;
	struct program_verdict fix;
	weigh(&s, &fix, 0, 6, 1);
	judge_worth(&a, &fix, &s.program, &usual);
	cr_assert(strstr(fix.worth, "worth little"));
	cr_assert_eq(fix.shown, 0);
	set(&fix, DET_NATIVE, VERDICT_FAIL, REASON_UNEXPECTED);
	judge_worth(&a, &fix, &s.program, &usual);
	cr_assert_null(fix.worth);
	arena_free(&a);
}

Test(worth, a_detector_that_alarms_on_the_fix_says_nothing)
{
	struct arena a = {0};
	struct scene s;
	struct program_verdict fix;
	weigh(&s, &fix, 6, 6, 2);
	fix.detectors[DET_TSAN].detected = 2;
	fix.detectors[DET_TSAN].reason = REASON_FALSE_ALARM;
	judge_worth(&a, &fix, &s.program, &usual);
	cr_assert_eq(fix.shown, 0);
	cr_assert_not_null(strstr(fix.worth, "worth little"));
	arena_free(&a);
}

Test(worth, detectors_that_say_the_same_are_named_together)
{
	struct arena a = {0};
	struct scene s;
	struct program_verdict fix;
	weigh(&s, &fix, 1, 1, 2);
	set(&fix, DET_DRD, VERDICT_PASS, REASON_CLEAN);
	fix.detectors[DET_DRD].runs = 2;
	judge_worth(&a, &fix, &s.program, &usual);
	cr_assert(strncmp(fix.worth, "tsan, drd: 0 of 2 each; ", 24) == 0, "%s", fix.worth);
	arena_free(&a);
}

/* ---- nothing said ---- */

Test(plan, a_detector_that_the_case_does_not_mention_is_not_run)
{
	struct program p = racy(), fix = make_program(PROGRAM_FIX);
	cr_assert_eq(judge_plan(&p, NULL, DET_EXPLORE, &usual).runs, 0);
	cr_assert_eq(judge_plan(&fix, &p, DET_EXPLORE, &usual).runs, 0);
	struct detector_verdict v = judge(&p, NULL, DET_EXPLORE, NULL, 0);
	check(v, VERDICT_SKIP, REASON_TOOL);
	cr_assert_not_null(strstr(v.sentence, "not available"));
	cr_assert(v.low == 0 && v.high == 1);
}
