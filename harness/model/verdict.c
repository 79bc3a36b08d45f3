// SPDX-License-Identifier: MIT
#include "verdict.h"

#include <assert.h>

static const char *const verdicts[VERDICT_COUNT] = {
	[VERDICT_PASS] = "pass",
	[VERDICT_SKIP] = "skip",
	[VERDICT_INCONCLUSIVE] = "inconclusive",
	[VERDICT_FAIL] = "fail",
	[VERDICT_ERROR] = "error",
};

static const char *const reasons[REASON_COUNT] = {
	[REASON_MATCHED] = "matched",
	[REASON_MISSED] = "missed",
	[REASON_UNEXPECTED] = "unexpected",
	[REASON_BLIND] = "blind",
	[REASON_BLIND_SEES] = "blind-sees",
	[REASON_CLEAN] = "clean",
	[REASON_FALSE_ALARM] = "false-alarm",
	[REASON_STALE] = "stale",
	[REASON_UNABLE] = "unable",
	[REASON_DIFFERS] = "differs",
	[REASON_TOOL] = "tool",
};

const char *
verdict_name(enum verdict v)
{
	assert((unsigned)v < VERDICT_COUNT);
	return verdicts[v];
}

const char *
reason_name(enum reason r)
{
	assert((unsigned)r < REASON_COUNT);
	return reasons[r];
}

enum verdict
verdict_worse(enum verdict a, enum verdict b)
{
	return a > b ? a : b;
}

struct summary
summary_of(const struct case_verdict *cases, size_t count)
{
	struct summary s = {0};
	int *const by_verdict[VERDICT_COUNT] = {
		[VERDICT_PASS] = &s.pass,
		[VERDICT_SKIP] = &s.skip,
		[VERDICT_INCONCLUSIVE] = &s.inconclusive,
		[VERDICT_FAIL] = &s.fail,
		[VERDICT_ERROR] = &s.error,
	};
	for (size_t i = 0; i < count; i++) {
		s.cases++;
		*by_verdict[cases[i].verdict] += 1;
	}
	return s;
}
