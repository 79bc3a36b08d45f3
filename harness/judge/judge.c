// SPDX-License-Identifier: MIT
#include "judge.h"

#include "arena.h"
#include "buf.h"
#include "judge_match.h"
#include "judge_search.h"
#include "judge_words.h"
#include "stats.h"

/* What the judging of one (program, detector) works on. */
struct trial {
	const struct program *program;
	const struct silence *silence;
	const struct judge_plan *plan;
	const struct judge_options *options;
	struct tally tally;
	struct buf words;
};

struct decision {
	enum verdict verdict;
	enum reason reason;
	bool open; /* for want of runs */
};

static struct decision
decide(enum verdict verdict, enum reason reason)
{
	return (struct decision){verdict, reason, false};
}

/* Too few runs: open, unless the user wants that to be a failure. */
static struct decision
leave_open(struct trial *t, enum reason reason)
{
	if (t->options->strict) {
		buf_adds(&t->words, " (a failure, as asked by --strict)");
	}
	return (struct decision){
		t->options->strict ? VERDICT_FAIL : VERDICT_INCONCLUSIVE, reason, true};
}

static void
add_reason(struct trial *t)
{
	if (t->silence->reason) {
		buf_addf(&t->words, ": %s", t->silence->reason);
	}
}

static void
too_few(struct trial *t, int needed)
{
	buf_addf(&t->words, "; only %d of the %d runs that this takes %s made", t->tally.runs,
		needed, t->tally.runs == 1 ? "was" : "were");
}

/* @unable: the tool must break, still. */
static struct decision
judge_unable(struct trial *t)
{
	const struct tally *y = &t->tally;
	if (y->aborted) {
		buf_adds(&t->words, "unable, as stated: the tool broke in ");
		words_runs(&t->words, y->aborted, y);
		add_reason(t);
		return decide(VERDICT_PASS, REASON_UNABLE);
	}
	buf_addf(&t->words, "no longer unable: the tool did not break in %d run%s", y->runs,
		y->runs == 1 ? "" : "s");
	if (y->runs < t->plan->runs) {
		too_few(t, t->plan->runs);
		return leave_open(t, REASON_STALE);
	}
	return decide(VERDICT_FAIL, REASON_STALE);
}

/* @misses: the tool must see nothing, still. */
static struct decision
judge_blind(struct trial *t)
{
	const struct tally *y = &t->tally;
	if (y->seen) {
		buf_adds(&t->words, "no longer blind: ");
		words_sightings(&t->words, t->program, y, false);
		buf_adds(&t->words, "; what the case says of this tool must change");
		return decide(VERDICT_FAIL, REASON_BLIND_SEES);
	}
	buf_addf(&t->words, "blind, as stated: nothing in %d run%s", y->runs,
		y->runs == 1 ? "" : "s");
	if (y->runs < t->plan->least) {
		too_few(t, t->plan->least);
		return leave_open(t, REASON_BLIND);
	}
	add_reason(t);
	return decide(VERDICT_PASS, REASON_BLIND);
}

/* A required claim is missed only after its own number of runs; before, it is open. */
static bool
is_missed(const struct claim_count *c, int runs)
{
	return !c->claim->quant.may && !c->runs &&
	       runs >= stats_runs_expect(c->claim->quant.percent);
}

static bool
is_open(const struct claim_count *c, int runs)
{
	return !c->claim->quant.may && !c->runs &&
	       runs < stats_runs_expect(c->claim->quant.percent);
}

static void
say_claim_unseen(struct trial *t, const struct claim_count *c)
{
	int runs = t->tally.runs;
	bool missed = is_missed(c, runs);
	buf_adds(&t->words, t->words.len ? "; " : "");
	buf_adds(&t->words, !missed ? "open: " : c->alarm ? "stale: " : "missed: ");
	buf_adds(&t->words, c->alarm ? "the stated false alarm " : "");
	if (missed) {
		words_missed(&t->words, c, runs);
	} else {
		words_open(&t->words, c, runs, stats_runs_expect(c->claim->quant.percent));
	}
}

/* Says each required claim that was not seen; the gravest: fail where one is missed, inconclusive
 * where one is open. */
static enum verdict
say_unseen(struct trial *t)
{
	enum verdict worst = VERDICT_PASS;
	int runs = t->tally.runs;
	for (size_t i = 0; i < t->tally.claim_count; i++) {
		const struct claim_count *c = &t->tally.claims[i];
		if (is_missed(c, runs) || is_open(c, runs)) {
			say_claim_unseen(t, c);
			worst = verdict_worse(
				worst, is_missed(c, runs) ? VERDICT_FAIL : VERDICT_INCONCLUSIVE);
		}
	}
	return worst;
}

/* Whether the gravest thing unseen is a stated false alarm rather than an expectation. */
static enum reason
unseen_reason(const struct tally *t, enum verdict worst)
{
	for (size_t i = 0; i < t->claim_count; i++) {
		const struct claim_count *c = &t->claims[i];
		bool counts = worst == VERDICT_FAIL ? is_missed(c, t->runs) : is_open(c, t->runs);
		if (counts && !c->alarm) {
			return REASON_MISSED;
		}
	}
	return REASON_STALE;
}

/* @expect of a broken program. */
static struct decision
judge_broken(struct trial *t)
{
	const struct tally *y = &t->tally;
	if (!judge_provable(t->program)) {
		buf_adds(&t->words, "broken on paper only: no detector is required to see it");
		return decide(VERDICT_FAIL, REASON_MISSED);
	}
	if (y->unclaimed) {
		buf_adds(&t->words, "unexpected: ");
		words_sightings(&t->words, t->program, y, true);
	}
	enum verdict worst = say_unseen(t);
	if (y->unclaimed) {
		return decide(VERDICT_FAIL, REASON_UNEXPECTED);
	}
	if (worst == VERDICT_FAIL) {
		return decide(VERDICT_FAIL, unseen_reason(y, worst));
	}
	if (worst == VERDICT_INCONCLUSIVE) {
		return leave_open(t, unseen_reason(y, worst));
	}
	bool alarms = match_only_alarms(y) && y->seen;
	enum reason reason = alarms ? REASON_FALSE_ALARM : REASON_MATCHED;
	if (alarms) {
		words_alarms(&t->words, y);
	} else {
		words_matched(&t->words, y);
	}
	if (!y->detected && y->runs < t->plan->least) {
		too_few(t, t->plan->least);
		return leave_open(t, reason);
	}
	return decide(VERDICT_PASS, reason);
}

/* A fix or a benign program: nothing but its stated false alarms, and every run right. */
static struct decision
judge_clean(struct trial *t)
{
	const struct tally *y = &t->tally;
	if (y->unclaimed) {
		buf_adds(&t->words, "not clean: ");
		words_sightings(&t->words, t->program, y, true);
		say_unseen(t);
		return decide(VERDICT_FAIL, REASON_UNEXPECTED);
	}
	enum verdict worst = say_unseen(t);
	if (worst == VERDICT_FAIL) {
		return decide(VERDICT_FAIL, REASON_STALE);
	}
	if (worst == VERDICT_INCONCLUSIVE) {
		return leave_open(t, REASON_STALE);
	}
	if (y->seen) {
		words_alarms(&t->words, y);
	} else {
		buf_addf(&t->words, "clean: nothing found in %d run%s, every one right", y->runs,
			y->runs == 1 ? "" : "s");
	}
	enum reason reason = y->seen ? REASON_FALSE_ALARM : REASON_CLEAN;
	if (y->runs < t->plan->least) {
		too_few(t, t->plan->least);
		return leave_open(t, reason);
	}
	return decide(VERDICT_PASS, reason);
}

/* Rule 7: rates bind the tool versions they were measured with, on broken programs. */
static struct decision
weigh_versions(struct trial *t, struct decision d)
{
	bool by_tools = t->program->role == PROGRAM_BROKEN && judge_provable(t->program);
	if (d.verdict != VERDICT_FAIL || d.open || !by_tools || t->options->same_tools) {
		return d;
	}
	buf_adds(&t->words, " (the rates were measured with other versions of the tools)");
	return decide(VERDICT_INCONCLUSIVE, REASON_DIFFERS);
}

static struct decision
judge_trial(struct trial *t)
{
	if (t->tally.error) {
		buf_adds(&t->words, t->tally.error);
		return decide(VERDICT_ERROR, REASON_TOOL);
	}
	if (!t->tally.runs) {
		buf_adds(&t->words, "not run");
		return leave_open(
			t, t->program->role == PROGRAM_BROKEN ? REASON_MISSED : REASON_CLEAN);
	}
	if (t->silence && t->silence->unable) {
		return weigh_versions(t, judge_unable(t));
	}
	if (t->program->role != PROGRAM_BROKEN) {
		return judge_clean(t);
	}
	return weigh_versions(t, t->silence ? judge_blind(t) : judge_broken(t));
}

struct detector_verdict
judge_missing(enum detector detector, const char *why)
{
	return (struct detector_verdict){
		.asked = true,
		.detector = detector,
		.verdict = VERDICT_SKIP,
		.reason = REASON_TOOL,
		.sentence = why,
		.high = 1,
	};
}

struct detector_verdict
judge_detector(struct arena *a, const struct program *program, const struct program *twin,
	enum detector d, const struct observation *observations, size_t count,
	const struct judge_plan *plan, const struct judge_options *options)
{
	(void)twin;
	if (!plan->runs) {
		return judge_missing(d, "not available: the case says nothing of this detector");
	}
	if (d == DET_EXPLORE) {
		return judge_search(a, program, count ? &observations[0] : NULL);
	}
	struct trial t = {program, program_silence(program, d), plan, options,
		match_tally(a, program, d, observations, count), {0}};
	const struct tally *y = &t.tally;
	struct decision decision = judge_trial(&t);
	struct detector_verdict v =
		judge_missing(d, arena_strndup(a, buf_str(&t.words), t.words.len));
	buf_free(&t.words);
	v.verdict = decision.verdict;
	v.reason = decision.reason;
	v.runs = y->runs;
	v.planned = plan->runs;
	bool by_match = program->role == PROGRAM_BROKEN && !t.silence;
	v.detected = by_match ? y->detected : y->seen;
	struct interval i = stats_wilson(v.detected, v.runs);
	v.low = i.low;
	v.high = i.high;
	v.sightings = y->sightings;
	v.sighting_count = y->sighting_count;
	for (size_t k = 0; k < count; k++) {
		v.wall_ns += observations[k].wall_ns;
		v.cpu_ns += observations[k].cpu_ns;
	}
	return v;
}
