// SPDX-License-Identifier: MIT
#include "kind.h"

#include <criterion/criterion.h>
#include <string.h>

#include "buf.h"
#include "case.h"
#include "kind_text.h"

Test(kind, every_name_is_read_back)
{
	for (int i = 0; i < KIND_COUNT; i++) {
		enum kind k = KIND_COUNT;
		const char *name = kind_name((enum kind)i);
		cr_assert(kind_parse(name, strlen(name), &k) && k == (enum kind)i, "%s", name);
		cr_assert_str_eq(kind_names()[i], name);
	}
	cr_assert_null(kind_names()[KIND_COUNT]);
	for (int i = 0; i < DET_COUNT; i++) {
		enum detector d = DET_COUNT;
		const char *name = detector_name((enum detector)i);
		cr_assert(detector_parse(name, strlen(name), &d) && d == (enum detector)i, "%s",
			name);
	}
	cr_assert_null(detector_names()[DET_COUNT]);
}

Test(kind, no_other_name_is_read)
{
	enum kind k = KIND_HANG;
	enum detector d = DET_DRD;
	cr_assert_not(kind_parse("races", 5, &k));
	cr_assert_not(kind_parse("rac", 3, &k));
	cr_assert_not(kind_parse("", 0, &k));
	cr_assert_not(detector_parse("TSan", 4, &d));
	cr_assert(k == KIND_HANG && d == DET_DRD);
	cr_assert(kind_parse("race(hits)", 4, &k) && k == KIND_RACE);
}

Test(kind, outcomes_are_of_a_whole_run)
{
	cr_assert(kind_is_outcome(KIND_WRONG_RESULT) && kind_is_outcome(KIND_SPIN) &&
		  kind_is_outcome(KIND_TOOL_ABORT));
	cr_assert_not(kind_is_outcome(KIND_RACE));
	cr_assert_not(kind_is_outcome(KIND_HOLD_TIME));
	cr_assert_not(kind_is_outcome(KIND_UNKNOWN));
}

Test(kind, a_detector_reports_only_what_the_table_says)
{
	cr_assert(kind_possible(DET_TSAN, KIND_RACE));
	cr_assert(kind_possible(DET_DRD, KIND_HOLD_TIME));
	cr_assert(kind_possible(DET_NATIVE, KIND_HANG));
	cr_assert(kind_possible(DET_EXPLORE, KIND_STUCK));
	cr_assert_not(kind_possible(DET_DRD, KIND_LOCK_ORDER));
	cr_assert_not(kind_possible(DET_NATIVE, KIND_RACE));
	cr_assert_not(kind_possible(DET_TSAN, KIND_HANG));
	cr_assert_not(kind_possible(DET_TSAN, KIND_CONDVAR_MISUSE));
	for (int d = 0; d < DET_COUNT; d++) {
		cr_assert_not(kind_possible((enum detector)d, KIND_UNKNOWN));
		cr_assert_not(kind_possible((enum detector)d, KIND_TOOL_ABORT));
	}
}

Test(kind, every_kind_but_the_two_errors_can_be_reported_by_somebody)
{
	for (int k = 0; k < KIND_COUNT; k++) {
		bool any = false;
		for (int d = 0; d < DET_COUNT; d++) {
			any |= kind_possible((enum detector)d, (enum kind)k);
		}
		cr_assert_eq(any, k != KIND_UNKNOWN && k != KIND_TOOL_ABORT, "%s",
			kind_name((enum kind)k));
	}
}

Test(program, places_claims_and_silences_are_found)
{
	struct place places[] = {{.line = 7, .label = "hits"}, {.line = 7, .label = "total"},
		{.line = 9, .label = "hits"}};
	struct claim expect = {.detector = DET_TSAN, .kind = KIND_RACE},
		     alarm = {.detector = DET_DRD, .kind = KIND_RACE};
	struct silence silence = {.detector = DET_HELGRIND, .reason = "all atomic"};
	struct program p = {.places = places,
		.place_count = 3,
		.expects = &expect,
		.expect_count = 1,
		.alarms = &alarm,
		.alarm_count = 1,
		.silences = &silence,
		.silence_count = 1};
	cr_assert(program_has_place(&p, 7, "total"));
	cr_assert_not(program_has_place(&p, 9, "total"));
	cr_assert_not(program_has_place(&p, 8, "hits"));
	cr_assert(program_claims(&p, DET_TSAN) && program_claims(&p, DET_DRD));
	cr_assert_not(program_claims(&p, DET_HELGRIND));
	cr_assert_eq(program_silence(&p, DET_HELGRIND), &silence);
	cr_assert_null(program_silence(&p, DET_TSAN));
}

Test(program, role_names_stand_in_the_order_of_their_bits)
{
	const char *const *names = place_role_names();
	cr_assert_str_eq(names[0], "read");
	cr_assert_str_eq(names[__builtin_ctz(ROLE_FREE)], "free");
	cr_assert_str_eq(names[__builtin_ctz(ROLE_SLEEP)], "sleep");
	cr_assert_null(names[__builtin_ctz(ROLE_SLEEP) + 1]);
}

/* What explain, rules and pages rely on. */
Test(kind, texts_are_whole)
{
	for (int i = 0; i < KIND_COUNT; i++) {
		const struct kind_text *t = kind_text((enum kind)i);
		cr_assert(t->title && t->thing && t->about && t->harm && t->remedies[0], "%s",
			kind_name((enum kind)i));
		for (int k = 0; k < KIND_TEXT_MOST && t->silencers[k]; k++) {
			cr_expect(strstr(t->silencers[k], ": "), "%s", t->silencers[k]);
		}
		bool priced = !kind_is_outcome((enum kind)i);
		for (int k = 0; k < KIND_TEXT_MOST && t->remedies[k]; k++) {
			cr_expect_eq(strstr(t->remedies[k], ": costs ") != NULL, priced, "%s",
				t->remedies[k]);
		}
	}
}

Test(kind, remedies_are_one_sentence)
{
	struct kind_text t = {.remedies = {"join it: costs waiting", "or don't"}};
	struct buf b = {0};
	buf_adds(&b, "x ");
	kind_text_remedies(&t, &b);
	cr_expect_str_eq(buf_str(&b), "x Join it; or don't.");
	kind_text_remedies(&(struct kind_text){0}, &b);
	cr_expect_str_eq(buf_str(&b), "x Join it; or don't.", "nothing is no sentence");
	cr_expect_eq(kind_text_head("a: b: c"), 1);
	cr_expect_eq(kind_text_head("abc"), 3);
	buf_free(&b);
}
