// SPDX-License-Identifier: MIT
/* What the clean runs of a fix are worth: DESIGN.md, "What a result must be able to say", 2. */
#include <math.h>

#include "arena.h"
#include "buf.h"
#include "judge.h"
#include "search.h"
#include "stats.h"
#include "verdict.h"

/* Below this probability a bug could easily have stayed unseen. */
static const double WORTH_LITTLE = 0.95;

/* What one detector's clean runs say. */
struct weight {
	int runs;     /* 0: nothing */
	int percent;  /* the twin's rate is at least that; rounded down */
	bool stated;  /* by the case; else measured in this result */
	double shown; /* the probability */
};

/* The lowest rate that the broken program's expectations state for the detector; 0: none is
 * required. */
static int
stated_percent(const struct program *broken, enum detector d)
{
	int percent = 0;
	for (size_t i = 0; i < broken->expect_count; i++) {
		const struct claim *c = &broken->expects[i];
		if (c->detector == d && !c->quant.may && (!percent || c->quant.percent < percent)) {
			percent = c->quant.percent;
		}
	}
	return percent;
}

static struct weight
weigh(const struct program_verdict *fix, const struct program_verdict *twin, enum detector d,
	const struct judge_options *options)
{
	const struct detector_verdict *f = &fix->detectors[d], *t = &twin->detectors[d];
	if (d == DET_EXPLORE || !f->asked || !f->runs || f->detected || !t->asked || !t->detected) {
		return (struct weight){0};
	}
	double rate = stats_lower(t->detected, t->runs);
	struct weight w = {.runs = f->runs};
	int percent = stated_percent(twin->program, d);
	bool holds =
		t->verdict == VERDICT_PASS && t->reason == REASON_MATCHED && options->same_tools;
	if (holds && percent / 100.0 > rate) {
		rate = percent / 100.0;
		w.stated = true;
	}
	w.percent = (int)floor(rate * 100 + 1e-9);
	w.shown = stats_shown(rate, w.runs);
	return w;
}

/* Down to three decimals, so that no more is said than is known. */
static void
add_probability(struct buf *out, double p)
{
	if (p > 0.999) {
		buf_adds(out, "> 0.999");
	} else {
		buf_addf(out, "%g", floor(p * 1000 + 1e-6) / 1000);
	}
}

static bool
same_weight(const struct weight *a, const struct weight *b)
{
	return a->runs == b->runs && a->percent == b->percent && a->stated == b->stated;
}

/* "tsan, helgrind": those that say the same as the best. */
static int
add_names(struct buf *out, const struct weight weights[static DET_COUNT], const struct weight *best)
{
	int count = 0;
	for (int d = 0; d < DET_COUNT; d++) {
		if (weights[d].runs && same_weight(&weights[d], best)) {
			buf_addf(out, "%s%s", count++ ? ", " : "", detector_name((enum detector)d));
		}
	}
	return count;
}

static void
add_worth(struct buf *out, const struct weight weights[static DET_COUNT], const struct weight *best)
{
	int names = add_names(out, weights, best);
	buf_addf(out, ": 0 of %d%s; a bug as frequent as the broken twin's (", best->runs,
		names > 1 ? " each" : "");
	if (best->percent) {
		buf_addf(out, "at least %d %%%s", best->percent, best->stated ? ", as stated" : "");
	} else {
		buf_adds(out, "less than 1 %");
	}
	buf_adds(out, ") would have shown with probability ");
	add_probability(out, best->shown);
	if (best->shown < WORTH_LITTLE) {
		buf_adds(out, ": these runs are worth little");
	}
}

/* What the explorer proved; it comes first.  True where that is everything: no schedule of the fix fails. */
static bool
add_search(struct buf *out, const struct program_verdict *fix, const struct program_verdict *twin)
{
	const struct detector_verdict *f = &fix->detectors[DET_EXPLORE];
	if (!f->asked || !f->search || f->detected) {
		return false;
	}
	buf_addf(out, "explorer: %s", f->search->sentence);
	const struct detector_verdict *t = &twin->detectors[DET_EXPLORE];
	return f->search->end == SEARCH_PASS && t->asked && t->detected;
}

void
judge_worth(struct arena *a, struct program_verdict *fix, const struct program_verdict *twin,
	const struct judge_options *options)
{
	struct weight weights[DET_COUNT];
	const struct weight *best = &weights[0];
	int runs = 0;
	bool clean = true;
	for (int d = 0; d < DET_COUNT; d++) {
		const struct detector_verdict *v = &fix->detectors[d];
		clean &= !v->asked || (v->verdict != VERDICT_FAIL && v->verdict != VERDICT_ERROR);
		weights[d] = weigh(fix, twin, (enum detector)d, options);
		best = weights[d].shown > best->shown ? &weights[d] : best;
		runs += v->asked && d != DET_EXPLORE ? v->runs : 0;
	}
	fix->worth = NULL;
	fix->shown = best->shown;
	if (!clean) {
		fix->shown = 0;
		return;
	}
	struct buf words = {0};
	if (add_search(&words, fix, twin)) {
		fix->shown = 1;
	}
	if (words.len && runs) {
		buf_adds(&words, "; ");
	}
	if (best->runs) {
		add_worth(&words, weights, best);
	} else if (runs) {
		buf_addf(&words,
			"%d runs, worth little: no detector that is silent here saw the broken "
			"twin",
			runs);
	}
	fix->worth = words.len ? arena_strndup(a, words.data, words.len) : NULL;
	buf_free(&words);
}
