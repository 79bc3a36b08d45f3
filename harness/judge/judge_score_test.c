// SPDX-License-Identifier: MIT
/* The score card, counted by hand. */
#include <criterion/criterion.h>

#include "arena.h"
#include "judge_fixture.h"
#include "judge_score.h"
#include "score.h"

static struct arena arena;
static struct program broken, other, fix;
static struct program_verdict programs[3];
static struct case_verdict one;
static struct result result;

static struct access
side(enum access_op op, int line)
{
	return (struct access){.op = op, .site_line = line};
}

/* What the detector says of program `i`: `sides` is copied. */
static void
reports(int i, enum detector d, int detected, const struct access *sides, size_t count)
{
	struct finding *f = arena_alloc(&arena, 1, sizeof *f);
	struct sighting *s = arena_alloc(&arena, 1, sizeof *s);
	*f = (struct finding){.kind = KIND_RACE,
		.accesses = arena_memdup(&arena, sides, count * sizeof *sides),
		.access_count = count};
	*s = (struct sighting){.finding = f, .kind = KIND_RACE, .runs = 1};
	programs[i].detectors[d] = (struct detector_verdict){.asked = true,
		.detector = d,
		.runs = 1,
		.detected = detected,
		.sightings = s,
		.sighting_count = count > 0};
}

static void
silent(int i, enum detector d)
{
	reports(i, d, 0, NULL, 0);
}

/* Two broken programs whose marked line HITS is read and written, and a fix. */
static void
begin(void)
{
	static struct place places[] = {
		{.line = HITS, .label = "hits", .roles = ROLE_READ | ROLE_WRITE}};
	broken = make_program(PROGRAM_BROKEN);
	broken.places = places;
	broken.place_count = 1;
	add_expect(&broken, DET_TSAN, KIND_RACE, "hits", 90);
	other = broken;
	fix = make_program(PROGRAM_FIX);
	programs[0].program = &broken;
	programs[1].program = &other;
	programs[2].program = &fix;
	one = (struct case_verdict){.programs = programs, .program_count = 3};
	result = (struct result){.cases = &one, .case_count = 1};
	result.detectors[DET_TSAN] = result.detectors[DET_DRD] = result.detectors[DET_EXPLORE] =
		true;
	for (int i = 0; i < 3; i++) {
		silent(i, DET_TSAN);
		silent(i, DET_DRD);
		silent(i, DET_EXPLORE);
	}
}

static void
counts(size_t row, enum score_level level, int tp, int fp, int fn)
{
	judge_score(&arena, &result);
	cr_assert_eq(result.score_count, 5);
	const struct score *s = &result.scores[row];
	const struct score_counts *c = &s->counts[level];
	cr_expect_eq(
		c->true_positive, tp, "%s %d: %d true positives", s->name, level, c->true_positive);
	cr_expect_eq(c->false_positive, fp, "%s %d: %d false positives", s->name, level,
		c->false_positive);
	cr_expect_eq(c->false_negative, fn, "%s %d: %d false negatives", s->name, level,
		c->false_negative);
}

enum { TSAN, DRD, EXPLORE, TOGETHER, WITH };

TestSuite(score, .init = begin);

Test(score, silence_misses_all)
{
	counts(TSAN, SCORE_PROGRAM, 0, 0, 2);
	counts(TSAN, SCORE_LINE, 0, 0, 2);
	counts(TSAN, SCORE_ACCESS, 0, 0, 4);
	cr_assert_eq(score_precision(&result.scores[TSAN].counts[SCORE_PROGRAM]), -1);
	cr_assert_eq(score_recall(&result.scores[TSAN].counts[SCORE_PROGRAM]), 0);
	cr_assert_eq(result.scores[TSAN].broken, 2);
	cr_assert_eq(result.scores[TSAN].right, 1);
}

Test(score, the_right_line_and_access)
{
	struct access both[] = {side(OP_WRITE, HITS), side(OP_READ, HITS)};
	reports(0, DET_TSAN, 1, both, 2);
	counts(TSAN, SCORE_PROGRAM, 1, 0, 1);
	counts(TSAN, SCORE_LINE, 1, 0, 1);
	counts(TSAN, SCORE_ACCESS, 2, 0, 2);
	cr_assert_float_eq(score_f1(&result.scores[TSAN].counts[SCORE_PROGRAM]), 2.0 / 3, 1e-9);
}

Test(score, half_the_access_and_a_wrong_one)
{
	struct access some[] = {side(OP_WRITE, HITS), side(OP_LOCK, HITS)};
	reports(0, DET_TSAN, 1, some, 2);
	counts(TSAN, SCORE_LINE, 1, 0, 1);
	counts(TSAN, SCORE_ACCESS, 1, 1, 3);
}

Test(score, another_line_is_wrong_at_every_level_but_the_program)
{
	struct access elsewhere[] = {side(OP_WRITE, NOWHERE)};
	reports(0, DET_TSAN, 1, elsewhere, 1);
	counts(TSAN, SCORE_PROGRAM, 1, 0, 1);
	counts(TSAN, SCORE_LINE, 0, 1, 2);
	counts(TSAN, SCORE_ACCESS, 0, 1, 4);
}

Test(score, an_alarm_on_a_right_program)
{
	struct access alarm[] = {side(OP_READ, HITS)};
	reports(2, DET_DRD, 1, alarm, 1);
	counts(DRD, SCORE_PROGRAM, 0, 1, 2);
	counts(DRD, SCORE_LINE, 0, 1, 2);
	counts(TSAN, SCORE_PROGRAM, 0, 0, 2);
}

Test(score, false_alarms_on_a_broken_program_are_no_success)
{
	struct access alarm[] = {side(OP_READ, NOWHERE)};
	reports(0, DET_DRD, 1, alarm, 1);
	programs[0].detectors[DET_DRD].reason = REASON_FALSE_ALARM;
	counts(DRD, SCORE_PROGRAM, 0, 0, 2);
	counts(DRD, SCORE_LINE, 0, 1, 2);
}

Test(score, together_they_see_what_any_of_them_sees)
{
	struct access write[] = {side(OP_WRITE, HITS)}, read[] = {side(OP_READ, HITS)};
	reports(0, DET_TSAN, 1, write, 1);
	reports(0, DET_DRD, 1, read, 1);
	reports(1, DET_EXPLORE, 1, write, 1);
	counts(TOGETHER, SCORE_PROGRAM, 1, 0, 1);
	counts(TOGETHER, SCORE_ACCESS, 2, 0, 2);
	counts(WITH, SCORE_PROGRAM, 2, 0, 0);
	counts(WITH, SCORE_ACCESS, 3, 0, 1);
	counts(EXPLORE, SCORE_PROGRAM, 1, 0, 1);
}

Test(score, what_did_not_run_does_not_count)
{
	programs[0].detectors[DET_TSAN].verdict = VERDICT_ERROR;
	programs[1].detectors[DET_TSAN].asked = false;
	programs[2].detectors[DET_TSAN].verdict = VERDICT_SKIP;
	counts(TSAN, SCORE_PROGRAM, 0, 0, 0);
	cr_assert_eq(result.scores[TSAN].broken, 0);
	cr_assert_eq(score_f1(&result.scores[TSAN].counts[SCORE_PROGRAM]), -1);
	counts(TOGETHER, SCORE_PROGRAM, 0, 0, 2);
}
