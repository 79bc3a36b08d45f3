// SPDX-License-Identifier: MIT
/* Sentences about one finding, made of its names. */
#ifndef HAZARD_SENTENCE_H
#define HAZARD_SENTENCE_H

#include "explanation.h"

struct facts;
struct pattern;

/* "Data race on `hits`: a write and a read that nothing orders". */
const char *sentence_title(const struct facts *f);

/* "T2 writes `hits` in `serve` (hits.c:10), T1 reads it in `log` (hits.c:30), and nothing …". */
const char *sentence_what(const struct facts *f);

/* What can go wrong here; `as`: see phrases_harm(). */
const char *sentence_harm(const struct facts *f, int as);

/* What the side does, and what it holds; NULL: the tool doesn't say.  For any access of the finding. */
const char *sentence_side(const struct facts *f, const struct access *a);
const char *sentence_locks(const struct facts *f, const struct access *a);

#endif
