// SPDX-License-Identifier: MIT
/* How many runs are wanted, and when there are enough. */
#include "arena.h"
#include "judge.h"
#include "judge_match.h"
#include "stats.h"

enum {
	USUAL_PERCENT =
		90, /* of a claim that states nothing, and of a benign program's imagined bug */
	NATIVE_CLEAN_RUNS = 20,
	QUICK_NATIVE_RUNS = 5,
};

bool
judge_provable(const struct program *broken)
{
	if (broken->slow) {
		return true;
	}
	for (size_t i = 0; i < broken->expect_count; i++) {
		if (!broken->expects[i].quant.may) {
			return true;
		}
	}
	return false;
}

/* The lowest rate that the claims require of the detector; 0: none is required. */
static int
lowest_percent(const struct claim *claims, size_t count, enum detector d)
{
	int percent = 0;
	for (size_t i = 0; i < count; i++) {
		const struct claim *c = &claims[i];
		if (c->detector == d && !c->quant.may && (!percent || c->quant.percent < percent)) {
			percent = c->quant.percent;
		}
	}
	return percent;
}

static int
required_percent(const struct program *p, enum detector d)
{
	return lowest_percent(p->expects, p->expect_count, d);
}

/* Runs that the program's stated false alarms may take to show; 0: none is required. */
static int
alarm_runs(const struct program *p, enum detector d)
{
	int percent = lowest_percent(p->alarms, p->alarm_count, d);
	return percent ? stats_runs_expect(percent) : 0;
}

static int
larger(int a, int b)
{
	return a > b ? a : b;
}

static int
clean_runs(const struct program *p, const struct program *twin, enum detector d)
{
	if (d == DET_NATIVE) {
		return NATIVE_CLEAN_RUNS;
	}
	if (p->role == PROGRAM_FIX && twin) {
		/* A tool that never sees the broken twin proves nothing however often it runs. */
		if (program_silence(twin, d)) {
			return 1;
		}
		int percent = required_percent(twin, d);
		return stats_runs_fix(percent ? percent : USUAL_PERCENT);
	}
	return stats_runs_fix(USUAL_PERCENT);
}

/* Whether the case says anything of the detector: if not, there is nothing to run it for. */
static bool
mentions(const struct program *p, const struct program *twin, enum detector d)
{
	if (program_claims(p, d) || program_silence(p, d)) {
		return true;
	}
	if (p->role == PROGRAM_FIX && twin) {
		return program_claims(twin, d) || program_silence(twin, d);
	}
	return p->role != PROGRAM_BROKEN;
}

bool
judge_leaves_out(const struct program *p, enum detector d, const struct judge_options *options)
{
	bool slow = d == DET_HELGRIND || d == DET_DRD;
	return options->quick && slow && (p->role != PROGRAM_BROKEN || !required_percent(p, d));
}

/* Of a plan in which nothing is required to be seen. */
static struct judge_plan
quick_plan(enum detector d)
{
	int runs = d == DET_NATIVE ? QUICK_NATIVE_RUNS : 1;
	return (struct judge_plan){.runs = runs, .least = runs, .stop_early = true};
}

struct judge_plan
judge_plan(const struct program *program, const struct program *twin, enum detector d,
	const struct judge_options *options)
{
	if (!options->unasked && !mentions(program, twin, d)) {
		return (struct judge_plan){0};
	}
	if (d == DET_EXPLORE) {
		return (struct judge_plan){.runs = 1, .least = 1};
	}
	if (options->iterations) {
		return (struct judge_plan){
			.runs = options->iterations, .least = options->iterations};
	}
	if (options->quick && !required_percent(program, d) && !alarm_runs(program, d)) {
		return quick_plan(d);
	}
	struct judge_plan plan = {.stop_early = true};
	if (program->role == PROGRAM_BROKEN) {
		int percent = required_percent(program, d);
		/* Where nothing is required, silence is looked into as long as a fix's is; natively, where runs are
		 * cheap and luck decides, longer. */
		plan.runs = percent           ? stats_runs_expect(percent)
			    : d == DET_NATIVE ? stats_runs_expect(USUAL_PERCENT)
					      : stats_runs_fix(USUAL_PERCENT);
	} else {
		plan.runs = clean_runs(program, twin, d);
	}
	const struct silence *silence = program_silence(program, d);
	if (silence && silence->unable) {
		plan.runs = stats_runs_expect(USUAL_PERCENT);
	}
	plan.least = plan.runs;
	plan.runs = larger(plan.runs, alarm_runs(program, d));
	return plan;
}

/* Whether each claim that is required was seen; *any: whether there is one. */
static bool
all_seen(const struct tally *t, bool *any)
{
	bool all = true;
	*any = false;
	for (size_t i = 0; i < t->claim_count; i++) {
		if (!t->claims[i].claim->quant.may) {
			*any = true;
			all &= t->claims[i].runs > 0;
		}
	}
	return all;
}

static bool
settled(const struct program *p, enum detector d, const struct tally *t,
	const struct judge_plan *plan)
{
	const struct silence *silence = program_silence(p, d);
	if (silence && silence->unable) {
		return t->aborted > 0;
	}
	bool any, all = all_seen(t, &any);
	/* Where it has stated false alarms only, that it sees nothing else is looked into as in a fix. */
	if (p->role != PROGRAM_BROKEN || match_only_alarms(t)) {
		return t->unclaimed > 0 || (all && t->runs >= plan->least);
	}
	if (silence) {
		return t->seen > 0;
	}
	return any ? all : t->detected > 0;
}

bool
judge_enough(const struct program *program, enum detector d, const struct observation *observations,
	size_t count, const struct judge_plan *plan)
{
	if (count >= (size_t)plan->runs) {
		return true;
	}
	struct arena a = {0};
	struct tally t = match_tally(&a, program, d, observations, count);
	bool enough = t.error || (plan->stop_early && settled(program, d, &t, plan));
	arena_free(&a);
	return enough;
}
