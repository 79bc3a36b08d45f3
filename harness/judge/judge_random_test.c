// SPDX-License-Identifier: MIT
/* What must hold for any observations. */
#include <criterion/criterion.h>
#include <stdlib.h>

#include "judge_fixture.h"

enum { TRIALS = 4000, LONGEST = 8 };

static unsigned seed = 1;

static int
roll(int sides)
{
	return (int)((unsigned)rand_r(&seed) % (unsigned)sides);
}

static struct observation
random_observation(void)
{
	const int lines[] = {0, HITS, TOTAL, NOWHERE};
	switch (roll(6)) {
	case 0:
	case 1:
		return clean();
	case 2:
		return ended((enum kind)(KIND_WRONG_RESULT + roll(5)));
	case 3:
		return roll(6) ? clean() : broke();
	default:
		return saw(roll(2) ? KIND_RACE : KIND_LOCK_ORDER, lines[roll(4)], lines[roll(4)]);
	}
}

static struct program
random_program(enum program_role role)
{
	struct program p = make_program(role);
	const char *labels[] = {"hits", "total", NULL};
	for (int i = roll(3); role == PROGRAM_BROKEN && i >= 0; i--) {
		add_expect(&p, DET_TSAN, KIND_RACE, labels[roll(3)], i ? MAY : 90);
	}
	if (roll(3) == 0) {
		add_alarm(&p, DET_TSAN, KIND_LOCK_ORDER, labels[roll(3)], roll(2) ? MAY : 90);
	}
	return p;
}

static void
check_one(const struct program *p, const struct observation *o, size_t n)
{
	struct detector_verdict v = judge(p, NULL, DET_TSAN, o, n);
	struct judge_options strict = usual;
	strict.strict = true;
	struct detector_verdict s = judge_with(p, NULL, DET_TSAN, o, n, strict);
	bool error = false, unclaimed = false;
	size_t valid = 0;
	for (size_t i = 0; i < n; i++) {
		error |= !o[i].valid;
		valid += o[i].valid;
	}
	for (size_t i = 0; i < v.sighting_count; i++) {
		unclaimed |= !v.sightings[i].claimed;
		cr_assert(v.sightings[i].runs >= 1 && v.sightings[i].runs <= v.runs);
	}
	cr_assert_eq((size_t)v.runs, valid);
	cr_assert(v.detected >= 0 && v.detected <= v.runs);
	cr_assert_eq(v.verdict == VERDICT_ERROR, error);
	cr_assert(!unclaimed || error || v.verdict == VERDICT_FAIL, "%s", v.sentence);
	cr_assert_eq(v.reason == REASON_UNEXPECTED, unclaimed && !error);
	cr_assert_neq(s.verdict, VERDICT_INCONCLUSIVE);
	cr_assert(s.verdict == v.verdict || v.verdict == VERDICT_INCONCLUSIVE);
	cr_assert_neq(v.verdict, VERDICT_SKIP);
}

Test(random, verdicts_keep_their_meaning)
{
	for (int t = 0; t < TRIALS; t++) {
		struct program p = random_program(t % 2 ? PROGRAM_BROKEN : PROGRAM_BENIGN);
		struct observation o[LONGEST];
		size_t n = (size_t)roll(LONGEST + 1);
		for (size_t i = 0; i < n; i++) {
			o[i] = random_observation();
		}
		check_one(&p, o, n);
	}
}

/* Once enough is seen, more of the same kind of run can't turn a pass into a miss or back. */
Test(random, enough_is_enough)
{
	for (int t = 0; t < TRIALS; t++) {
		struct program p = random_program(t % 2 ? PROGRAM_BROKEN : PROGRAM_BENIGN);
		struct judge_plan plan = judge_plan(&p, NULL, DET_TSAN, &usual);
		struct observation o[LONGEST];
		size_t n = 0;
		while (n < LONGEST && !judge_enough(&p, DET_TSAN, o, n, &plan)) {
			o[n++] = random_observation();
		}
		cr_assert_leq(n, (size_t)plan.runs);
		struct detector_verdict v = judge(&p, NULL, DET_TSAN, o, n);
		cr_assert_neq(v.verdict, VERDICT_INCONCLUSIVE, "%zu runs were not enough: %s", n,
			v.sentence);
		if (v.verdict == VERDICT_PASS) {
			for (; n < LONGEST; n++) {
				o[n] = clean();
			}
			cr_assert_eq(judge(&p, NULL, DET_TSAN, o, n).verdict, VERDICT_PASS);
		}
	}
}

Test(random, the_order_of_runs_does_not_matter)
{
	for (int t = 0; t < TRIALS; t++) {
		struct program p = random_program(t % 2 ? PROGRAM_BROKEN : PROGRAM_BENIGN);
		struct observation o[LONGEST], back[LONGEST];
		for (size_t i = 0; i < LONGEST; i++) {
			o[i] = back[LONGEST - 1 - i] = random_observation();
		}
		struct detector_verdict v = judge(&p, NULL, DET_TSAN, o, LONGEST);
		struct detector_verdict w = judge(&p, NULL, DET_TSAN, back, LONGEST);
		cr_assert(
			v.verdict == w.verdict && v.reason == w.reason && v.detected == w.detected);
		cr_assert_eq(v.sighting_count, w.sighting_count);
	}
}
