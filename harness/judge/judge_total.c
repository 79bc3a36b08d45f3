// SPDX-License-Identifier: MIT
/* What all detectors, programs and cases together come to. */
#include "judge.h"
#include "verdict.h"

/* Whether the case says anything of the detector; a benign program says by its role that all must
 * be silent. */
static bool
case_mentions(const struct program *p, const struct program *twin, enum detector d)
{
	if (p->role == PROGRAM_BENIGN || program_claims(p, d) || program_silence(p, d)) {
		return true;
	}
	return twin && (program_claims(twin, d) || program_silence(twin, d));
}

enum verdict
judge_program(const struct program_verdict *program, const struct program *twin)
{
	const struct program *p = program->program;
	enum verdict worst = VERDICT_PASS;
	bool judged = false;
	for (int d = 0; d < DET_COUNT; d++) {
		const struct detector_verdict *v = &program->detectors[d];
		bool skipped = v->verdict == VERDICT_SKIP;
		if (v->asked && (!skipped || case_mentions(p, twin, (enum detector)d))) {
			worst = verdict_worse(worst, v->verdict);
			judged = true;
		}
	}
	if (p->role == PROGRAM_BROKEN && !judge_provable(p)) {
		worst = verdict_worse(worst, VERDICT_FAIL);
		judged = true;
	}
	return judged ? worst : VERDICT_SKIP;
}

enum verdict
judge_case(const struct case_verdict *c)
{
	enum verdict worst = c->program_count ? VERDICT_PASS : VERDICT_SKIP;
	for (size_t i = 0; i < c->program_count; i++) {
		worst = verdict_worse(worst, c->programs[i].verdict);
	}
	return c->complete ? worst : verdict_worse(worst, VERDICT_INCONCLUSIVE);
}

/* What a result holds, as far as the exit code cares. */
struct holding {
	bool failed, open, broken, missing, judged;
};

static void
hold_program(struct holding *h, const struct program_verdict *p, const struct program *twin)
{
	for (int d = 0; d < DET_COUNT; d++) {
		const struct detector_verdict *v = &p->detectors[d];
		if (!v->asked) {
			continue;
		}
		h->failed |= v->verdict == VERDICT_FAIL;
		h->broken |= v->verdict == VERDICT_ERROR;
		h->open |= v->verdict == VERDICT_INCONCLUSIVE && v->reason != REASON_DIFFERS;
		h->judged |= v->verdict != VERDICT_SKIP;
		h->missing |= v->verdict == VERDICT_SKIP &&
			      case_mentions(p->program, twin, (enum detector)d);
	}
}

static struct holding
hold(const struct result *result)
{
	struct holding h = {0};
	for (size_t i = 0; i < result->case_count; i++) {
		const struct case_verdict *c = &result->cases[i];
		h.failed |= c->verdict == VERDICT_FAIL;
		h.broken |= c->verdict == VERDICT_ERROR;
		h.open |= !c->complete;
		for (size_t k = 0; k < c->program_count; k++) {
			const struct program *twin = k ? c->programs[0].program : NULL;
			h.failed |= c->programs[k].verdict == VERDICT_FAIL;
			hold_program(&h, &c->programs[k], twin);
		}
	}
	return h;
}

int
judge_exit(const struct result *result, bool strict, bool allow_missing)
{
	struct holding h = hold(result);
	if (result->partial) {
		return JUDGE_INTERRUPTED;
	}
	if (h.failed || (strict && h.open)) {
		return JUDGE_FINDINGS;
	}
	if (h.broken || (h.missing && !allow_missing)) {
		return JUDGE_BROKEN_TOOL;
	}
	return h.judged ? JUDGE_CLEAN : JUDGE_NOTHING;
}
