// SPDX-License-Identifier: MIT
#include "verdict.h"

#include <criterion/criterion.h>

Test(verdict, has_the_weight_error_fail_inconclusive_skip_pass)
{
	const enum verdict order[] = {
		VERDICT_PASS, VERDICT_SKIP, VERDICT_INCONCLUSIVE, VERDICT_FAIL, VERDICT_ERROR};
	for (int i = 0; i < VERDICT_COUNT; i++) {
		for (int j = 0; j < VERDICT_COUNT; j++) {
			cr_assert_eq(verdict_worse(order[i], order[j]), order[i > j ? i : j]);
		}
	}
}

Test(verdict, names_are_those_of_the_reports)
{
	cr_assert_str_eq(verdict_name(VERDICT_INCONCLUSIVE), "inconclusive");
	cr_assert_str_eq(verdict_name(VERDICT_PASS), "pass");
	cr_assert_str_eq(reason_name(REASON_BLIND_SEES), "blind-sees");
	cr_assert_str_eq(reason_name(REASON_FALSE_ALARM), "false-alarm");
	for (int r = 0; r < REASON_COUNT; r++) {
		cr_assert_not_null(reason_name((enum reason)r));
	}
}

Test(verdict, a_summary_counts_each_case_once)
{
	struct case_verdict cases[] = {{.verdict = VERDICT_PASS}, {.verdict = VERDICT_FAIL},
		{.verdict = VERDICT_PASS}, {.verdict = VERDICT_SKIP}, {.verdict = VERDICT_ERROR},
		{.verdict = VERDICT_INCONCLUSIVE}};
	struct summary s = summary_of(cases, 6);
	cr_assert(s.cases == 6 && s.pass == 2 && s.fail == 1 && s.skip == 1 && s.error == 1 &&
		  s.inconclusive == 1);
	struct summary none = summary_of(NULL, 0);
	cr_assert(none.cases == 0 && none.pass == 0);
}
