// SPDX-License-Identifier: MIT
/* What is said of the explorer's one search, each rule from both sides. */
#include <criterion/criterion.h>
#include <string.h>

#include "arena.h"
#include "judge_fixture.h"
#include "search.h"

enum { ALL = 100 };

static struct access sides[2];
static struct search_failure failures[4];
static struct search_output outputs[4];
static struct search search;
static struct observation observation;

/* A search of ALL schedules in which nothing fails. */
static const struct observation *
quiet(enum search_end end)
{
	search = (struct search){.end = end,
		.sentence = "all 100 schedules; none fails",
		.schedules = ALL,
		.exhaustive = end == SEARCH_PASS,
		.failures = failures,
		.outputs = outputs};
	observation = (struct observation){.valid = true, .right = true, .search = &search};
	return &observation;
}

/* One more failure, in `n` schedules; line 0: an outcome of whole schedules. */
static const struct observation *
failing(enum kind kind, int line, int other_line, long n)
{
	if (!search.failure_count) {
		quiet(SEARCH_FAIL);
	}
	struct search_failure *f = &failures[search.failure_count++];
	*f = (struct search_failure){.kind = kind, .schedules = n, .preemptions = 1};
	if (line) {
		sides[0] = (struct access){.site_line = line};
		sides[1] = (struct access){.site_line = other_line};
		f->finding = (struct finding){.kind = kind, .accesses = sides, .access_count = 2};
	} else {
		f->evidence = "wrong: 1 hit lost";
	}
	return &observation;
}

static void
printed(const char *text, bool listed, bool right, long n)
{
	outputs[search.output_count++] = (struct search_output){text, listed, right, n};
}

static struct program
racy(void)
{
	struct program p = make_program(PROGRAM_BROKEN);
	add_expect(&p, DET_EXPLORE, KIND_RACE, "hits", 90);
	return p;
}

static struct detector_verdict
judged(const struct program *p, const struct observation *o)
{
	return judge(p, NULL, DET_EXPLORE, o, 1);
}

Test(search, one_search_is_enough)
{
	struct program p = racy();
	struct judge_options many = {.iterations = 50};
	cr_assert_eq(judge_plan(&p, NULL, DET_EXPLORE, &usual).runs, 1);
	cr_assert_eq(judge_plan(&p, NULL, DET_EXPLORE, &many).runs, 1);
}

Test(search, what_is_expected_is_found_at_its_line)
{
	struct program p = racy();
	struct detector_verdict v = judged(&p, failing(KIND_RACE, HITS, HITS, 7));
	check(v, VERDICT_PASS, REASON_MATCHED);
	says(v, "7 of 100 schedules");
	says(v, "1 preemption");
	cr_assert_eq(v.detected, 1);
	cr_assert_eq(v.search, &search);
}

Test(search, at_another_line_it_is_unexpected)
{
	struct program p = racy();
	struct detector_verdict v = judged(&p, failing(KIND_RACE, HITS, NOWHERE, 7));
	check(v, VERDICT_FAIL, REASON_UNEXPECTED);
	says(v, "missed: race(hits)");
}

Test(search, what_is_required_and_not_found_is_missed)
{
	struct program p = racy();
	struct detector_verdict v = judged(&p, quiet(SEARCH_PASS));
	check(v, VERDICT_FAIL, REASON_MISSED);
	says(v, "none of 100 schedules, which are all");
	cr_assert_eq(v.detected, 0);
}

Test(search, each_claim_is_required)
{
	struct program p = racy();
	add_expect(&p, DET_EXPLORE, KIND_WRONG_RESULT, NULL, 90);
	check(judged(&p, failing(KIND_RACE, HITS, HITS, 7)), VERDICT_FAIL, REASON_MISSED);
	check(judged(&p, failing(KIND_WRONG_RESULT, 0, 0, 3)), VERDICT_PASS, REASON_MATCHED);
}

Test(search, may_is_allowed_and_not_required)
{
	struct program p = racy();
	add_expect(&p, DET_EXPLORE, KIND_WRONG_RESULT, NULL, MAY);
	check(judged(&p, failing(KIND_RACE, HITS, HITS, 7)), VERDICT_PASS, REASON_MATCHED);
	check(judged(&p, failing(KIND_WRONG_RESULT, 0, 0, 3)), VERDICT_PASS, REASON_MATCHED);
}

Test(search, an_outcome_that_nothing_claims_is_unexpected)
{
	struct program p = racy();
	failing(KIND_RACE, HITS, HITS, 7);
	struct detector_verdict v = judged(&p, failing(KIND_CRASH, 0, 0, 1));
	check(v, VERDICT_FAIL, REASON_UNEXPECTED);
}

Test(search, a_blind_spot_is_blind_or_the_page_must_change)
{
	struct program p = racy();
	p.expects[0].detector = DET_TSAN;
	add_silence(&p, DET_EXPLORE, false);
	check(judged(&p, quiet(SEARCH_SAMPLED)), VERDICT_PASS, REASON_BLIND);
	check(judged(&p, failing(KIND_RACE, HITS, HITS, 1)), VERDICT_FAIL, REASON_BLIND_SEES);
}

Test(search, broken_on_paper_fails)
{
	struct program p = make_program(PROGRAM_BROKEN);
	add_expect(&p, DET_EXPLORE, KIND_RACE, "hits", MAY);
	check(judged(&p, failing(KIND_RACE, HITS, HITS, 1)), VERDICT_FAIL, REASON_MISSED);
}

Test(search, the_outputs_listed_are_reached_and_no_other_is_printed)
{
	struct program p = racy();
	static const char *wrong[] = {"19 hits"};
	p.outcomes = wrong;
	p.outcome_count = 1;
	failing(KIND_RACE, HITS, HITS, 7);
	printed("20 hits", true, true, 0);
	printed("19 hits", true, false, 0);
	struct detector_verdict v = judged(&p, &observation);
	check(v, VERDICT_FAIL, REASON_MISSED);
	says(v, "no schedule prints \"19 hits\"");
	outputs[1].schedules = 3;
	check(judged(&p, &observation), VERDICT_PASS, REASON_MATCHED);
	printed("18 hits", false, false, 1);
	v = judged(&p, &observation);
	check(v, VERDICT_FAIL, REASON_MISSED);
	says(v, "a schedule prints \"18 hits\"");
}

Test(search, a_right_program_is_clean_or_fails)
{
	struct program p = make_program(PROGRAM_BENIGN);
	struct detector_verdict v = judged(&p, quiet(SEARCH_PASS));
	check(v, VERDICT_PASS, REASON_CLEAN);
	says(v, "all 100 schedules");
	check(judged(&p, quiet(SEARCH_SAMPLED)), VERDICT_PASS, REASON_CLEAN);
	v = judged(&p, failing(KIND_DEADLOCK, HITS, TOTAL, 2));
	check(v, VERDICT_FAIL, REASON_UNEXPECTED);
	says(v, "2 of 100 schedules");
	cr_assert_eq(v.detected, 1);
}

Test(search, a_right_program_reaches_each_of_its_results)
{
	struct program p = make_program(PROGRAM_BENIGN);
	quiet(SEARCH_PASS);
	printed("a b", true, true, 60);
	printed("b a", true, true, 40);
	check(judged(&p, &observation), VERDICT_PASS, REASON_CLEAN);
	outputs[1].schedules = 0;
	check(judged(&p, &observation), VERDICT_FAIL, REASON_MISSED);
}

Test(search, a_stated_false_alarm_must_still_happen)
{
	struct program p = make_program(PROGRAM_BENIGN);
	add_alarm(&p, DET_EXPLORE, KIND_RACE, "hits", 90);
	check(judged(&p, failing(KIND_RACE, HITS, HITS, 5)), VERDICT_PASS, REASON_FALSE_ALARM);
	check(judged(&p, quiet(SEARCH_PASS)), VERDICT_FAIL, REASON_STALE);
}

Test(search, silence_of_an_explorer_that_did_not_run_is_an_error)
{
	struct program p = make_program(PROGRAM_BENIGN);
	struct observation dead = {.error = "the explorer gave no report"};
	check(judged(&p, &dead), VERDICT_ERROR, REASON_TOOL);
	struct observation invalid = *quiet(SEARCH_NOTHING);
	invalid.valid = false;
	check(judged(&p, &invalid), VERDICT_ERROR, REASON_TOOL);
	add_silence(&p, DET_EXPLORE, true);
	check(judged(&p, &invalid), VERDICT_PASS, REASON_UNABLE);
	check(judged(&p, quiet(SEARCH_PASS)), VERDICT_FAIL, REASON_STALE);
}

Test(search, the_worth_of_a_fix_begins_with_what_was_proved)
{
	struct arena a = {0};
	struct program twin = racy(), fix = make_program(PROGRAM_FIX);
	struct program_verdict broken = {.program = &twin}, fixed = {.program = &fix};
	broken.detectors[DET_EXPLORE] = judged(&twin, failing(KIND_RACE, HITS, HITS, 7));
	fixed.detectors[DET_EXPLORE] = judged(&fix, quiet(SEARCH_PASS));
	judge_worth(&a, &fixed, &broken, &usual);
	cr_assert(strstr(fixed.worth, "explorer: all 100 schedules") == fixed.worth, "%s",
		fixed.worth);
	cr_assert_eq(fixed.shown, 1);
	fixed.detectors[DET_EXPLORE] = judged(&fix, quiet(SEARCH_SAMPLED));
	judge_worth(&a, &fixed, &broken, &usual);
	cr_assert_eq(fixed.shown, 0);
}
