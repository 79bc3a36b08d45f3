// SPDX-License-Identifier: MIT
/* The sentences of the judge, in plain words.  All add to `out`.  Private to judge/. */
#ifndef HAZARD_JUDGE_WORDS_H
#define HAZARD_JUDGE_WORDS_H

#include <stdbool.h>

#include "judge_match.h"

struct buf;

/* "6 of 6 runs", "1 of 1 run"; of the explorer "37 of 20000 schedules". */
void words_runs(struct buf *out, int k, const struct tally *t);

/* "race(hits)". */
void words_claim(struct buf *out, const struct claim *c);

/* "race at worker.c:31 (unmarked line)"; "hang (every thread waits for ever)". */
void words_sighting(struct buf *out, const struct program *p, const struct sighting *s);

/* "race at worker.c:31 (unmarked line), seen in 1 of 6 runs; …": what nothing claims, or all. */
void words_sightings(
	struct buf *out, const struct program *p, const struct tally *t, bool unclaimed_only);

/* What a broken program showed, when all went well: "seen in 6 of 6 runs, at the marked lines". */
void words_matched(struct buf *out, const struct tally *t);

/* "race(hits) not seen in 6 runs; a 90 % detector would miss all of them once in a million". */
void words_missed(struct buf *out, const struct claim_count *c, int runs);

/* "race(hits) not seen, but only 3 of the 6 runs that this takes were made". */
void words_open(struct buf *out, const struct claim_count *c, int runs, int needed);

/* "only the stated false alarm race(slot), in 2 of 2 runs: REASON". */
void words_alarms(struct buf *out, const struct tally *t);

#endif
