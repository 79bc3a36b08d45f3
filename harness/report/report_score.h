// SPDX-License-Identifier: MIT
/* The score card in its forms; score.h has its rules. */
#ifndef HAZARD_REPORT_SCORE_H
#define HAZARD_REPORT_SCORE_H

#include <stddef.h>

struct buf;
struct json;
struct score;
struct screen;

/* For people: a line a detector; nothing where there is none. */
void report_scores(struct screen *s, const struct score *scores, size_t count);

/* A line a detector and level, with a head line; what can't be computed is empty. */
void report_scores_csv(struct buf *out, const struct score *scores, size_t count);

/* An array, as the value that is due. */
void report_scores_json(struct json *j, const struct score *scores, size_t count);

/*
 * Adds a sentence that names who was run on fewer programs than another (as --quick does), so that the figures are not to be
 * compared; nothing where all were run on the same.
 */
void report_scores_fewer(struct buf *out, const struct score *scores, size_t count);

#endif
