// SPDX-License-Identifier: MIT
/*
 * What a finding looks like: rules from what the tool said, and from the source where that is known.  Names of files are
 * never looked at.  A new rule is a row.
 */
#ifndef HAZARD_PATTERN_H
#define HAZARD_PATTERN_H

#include <stdbool.h>

#include "explanation.h"
#include "kind.h"

struct facts;

enum { PATTERN_LIKE = 4 };

struct pattern {
	const char *name;  /* in a few words; NULL: nothing in particular */
	const char *class; /* NULL ends a table */
	const char *
		rival; /* it could as well be of this class, so no class is named; NULL: there is none */
	enum certainty certainty;
	int as; /* what can go wrong and what to do: of an enum kind, or of PHRASES_…; 0: of the finding's own kind */
	const char *reason;  /* what speaks for it; with a rival: what would decide */
	const char *missing; /* between the sides; NULL: as the kind says */
	const char *remedy;  /* to try before the kind's usual ones; NULL: none */
	const char
		*like[PATTERN_LIKE]; /* cases of the catalogue, the nearest first; NULL: no more */
	bool (*fits)(const struct facts *f);
};

/* The first rule that fits; the last of every table fits all.  NULL: the kind is no concurrency bug. */
const struct pattern *pattern_of(const struct facts *f);

/* The tables of the two big groups; ended by a row without a class. */
const struct pattern *pattern_races(void);
const struct pattern *pattern_calls(void);

/* Fits always. */
bool pattern_any(const struct facts *f);

#endif
