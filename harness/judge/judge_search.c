// SPDX-License-Identifier: MIT
#include "judge_search.h"

#include "arena.h"
#include "buf.h"
#include "judge.h"
#include "judge_match.h"
#include "judge_words.h"
#include "observation.h"
#include "search.h"

/* What the judging of one search works on. */
struct inquiry {
	const struct program *program;
	const struct silence *silence;
	const struct search *search;
	struct tally tally;
	struct buf words;
};

struct answer {
	enum verdict verdict;
	enum reason reason;
};

static struct answer
answer(enum verdict verdict, enum reason reason)
{
	return (struct answer){verdict, reason};
}

static void
add_schedules(struct inquiry *q)
{
	long n = q->search->schedules;
	buf_addf(&q->words, "%ld schedule%s%s", n, n == 1 ? "" : "s",
		q->search->exhaustive ? ", which are all" : "");
}

/* Says each required claim that no schedule shows; whether there is one, and whether each is a false alarm. */
static bool
say_missed(struct inquiry *q, bool *only_alarms)
{
	bool any = false;
	*only_alarms = true;
	for (size_t i = 0; i < q->tally.claim_count; i++) {
		const struct claim_count *c = &q->tally.claims[i];
		if (c->claim->quant.may || c->runs) {
			continue;
		}
		buf_adds(&q->words, q->words.len ? "; " : "");
		buf_adds(&q->words, c->alarm ? "stale: the stated false alarm " : "missed: ");
		words_claim(&q->words, c->claim);
		buf_adds(&q->words, " shows in none of ");
		add_schedules(q);
		any = true;
		*only_alarms &= c->alarm;
	}
	return any;
}

/*
 * The results are the listed ones: each is reached, and no other printed.  A broken program may never be right, and lists its
 * wrong results only where they are the lesson.
 */
static bool
say_outputs(struct inquiry *q)
{
	bool broken = q->program->role == PROGRAM_BROKEN, any = false;
	for (size_t i = 0; i < q->search->output_count; i++) {
		const struct search_output *o = &q->search->outputs[i];
		bool unreached = o->listed && !o->schedules && !(broken && o->right);
		bool unlisted = !o->listed && broken && q->program->outcome_count;
		if (!unreached && !unlisted) {
			continue;
		}
		buf_adds(&q->words, q->words.len ? "; " : "");
		buf_addf(&q->words,
			unreached ? "missed: no schedule prints \"%s\""
				  : "unexpected: a schedule prints \"%s\"",
			o->text);
		any = true;
	}
	return any;
}

/* @misses: no schedule may fail, still. */
static struct answer
judge_blind(struct inquiry *q)
{
	if (q->tally.seen) {
		buf_adds(&q->words, "no longer blind: ");
		words_sightings(&q->words, q->program, &q->tally, false);
		buf_adds(&q->words, "; what the case says of the explorer must change");
		return answer(VERDICT_FAIL, REASON_BLIND_SEES);
	}
	buf_adds(&q->words, "blind, as stated: nothing in ");
	add_schedules(q);
	if (q->silence->reason) {
		buf_addf(&q->words, ": %s", q->silence->reason);
	}
	return answer(VERDICT_PASS, REASON_BLIND);
}

/* The shortest failing schedule found. */
static void
add_shortest(struct inquiry *q)
{
	long least = -1;
	for (size_t i = 0; i < q->search->failure_count; i++) {
		long n = q->search->failures[i].preemptions;
		least = least < 0 || n < least ? n : least;
	}
	buf_addf(&q->words, "; the shortest found has %ld preemption%s", least,
		least == 1 ? "" : "s");
}

static struct answer
judge_broken(struct inquiry *q)
{
	bool only_alarms;
	if (!judge_provable(q->program)) {
		buf_adds(&q->words, "broken on paper only: no detector is required to see it");
		return answer(VERDICT_FAIL, REASON_MISSED);
	}
	if (q->tally.unclaimed) {
		buf_adds(&q->words, "unexpected: ");
		words_sightings(&q->words, q->program, &q->tally, true);
	}
	bool missed = say_missed(q, &only_alarms), outputs = say_outputs(q);
	if (q->tally.unclaimed) {
		return answer(VERDICT_FAIL, REASON_UNEXPECTED);
	}
	if (missed || outputs) {
		return answer(VERDICT_FAIL,
			missed && only_alarms && !outputs ? REASON_STALE : REASON_MISSED);
	}
	if (!q->tally.seen) {
		buf_adds(&q->words, "not found, and nothing requires it: ");
		buf_adds(&q->words, q->search->sentence);
		return answer(VERDICT_PASS, REASON_MATCHED);
	}
	words_matched(&q->words, &q->tally);
	add_shortest(q);
	return answer(VERDICT_PASS, REASON_MATCHED);
}

/* A fix or a benign program. */
static struct answer
judge_clean(struct inquiry *q)
{
	bool only_alarms;
	if (q->tally.unclaimed) {
		buf_adds(&q->words, "not clean: ");
		words_sightings(&q->words, q->program, &q->tally, true);
		return answer(VERDICT_FAIL, REASON_UNEXPECTED);
	}
	bool missed = say_missed(q, &only_alarms);
	if (say_outputs(q)) {
		return answer(VERDICT_FAIL, REASON_MISSED);
	}
	if (missed) {
		return answer(VERDICT_FAIL, REASON_STALE);
	}
	if (q->tally.seen) {
		words_alarms(&q->words, &q->tally);
		return answer(VERDICT_PASS, REASON_FALSE_ALARM);
	}
	buf_addf(&q->words, "clean: %s", q->search->sentence);
	return answer(VERDICT_PASS, REASON_CLEAN);
}

/* Where nothing could be said: an error, unless the case states that it is so. */
static struct answer
judge_nothing(struct inquiry *q, const struct observation *o)
{
	const char *why = o->error ? o->error : "the explorer did not run";
	if (q->silence && q->silence->unable) {
		buf_addf(&q->words, "unable, as stated: %s",
			q->silence->reason ? q->silence->reason : why);
		return answer(VERDICT_PASS, REASON_UNABLE);
	}
	buf_adds(&q->words, why);
	return answer(VERDICT_ERROR, REASON_TOOL);
}

static struct answer
ask(struct inquiry *q, const struct observation *o)
{
	if (!o) {
		buf_adds(&q->words, "not run");
		return answer(VERDICT_INCONCLUSIVE,
			q->program->role == PROGRAM_BROKEN ? REASON_MISSED : REASON_CLEAN);
	}
	if (!q->search) {
		return judge_nothing(q, o);
	}
	if (q->silence && q->silence->unable) {
		buf_addf(&q->words, "no longer unable: %s", q->search->sentence);
		return answer(VERDICT_FAIL, REASON_STALE);
	}
	if (q->program->role != PROGRAM_BROKEN) {
		return judge_clean(q);
	}
	return q->silence ? judge_blind(q) : judge_broken(q);
}

struct detector_verdict
judge_search(struct arena *a, const struct program *program, const struct observation *o)
{
	struct inquiry q = {.program = program,
		.silence = program_silence(program, DET_EXPLORE),
		.search = o && o->valid ? o->search : NULL};
	if (q.search) {
		q.tally = match_search(a, program, q.search);
	}
	struct answer got = ask(&q, o);
	struct detector_verdict v = {
		.asked = true,
		.detector = DET_EXPLORE,
		.verdict = got.verdict,
		.reason = got.reason,
		.sentence = arena_strndup(a, buf_str(&q.words), q.words.len),
		.runs = q.search != NULL,
		.planned = 1,
		.high = 1,
		.sightings = q.tally.sightings,
		.sighting_count = q.tally.sighting_count,
		.search = q.search,
		.wall_ns = o ? o->wall_ns : 0,
		.cpu_ns = o ? o->cpu_ns : 0,
	};
	bool by_match = program->role == PROGRAM_BROKEN && !q.silence;
	v.detected = (by_match ? q.tally.detected : q.tally.seen) > 0;
	buf_free(&q.words);
	return v;
}
