// SPDX-License-Identifier: MIT
/* Which claim says which finding, and how often all that happened.  Private to judge/. */
#ifndef HAZARD_JUDGE_MATCH_H
#define HAZARD_JUDGE_MATCH_H

#include <stdbool.h>
#include <stddef.h>

#include "case.h"
#include "observation.h"
#include "verdict.h"

struct arena;
struct search;

/*
 * Whether the finding is what the claim says: its kind, and every site on a line with one of the
 * claim's labels; a claim without labels says a finding without any site.  Outcomes match by kind
 * alone.
 */
bool match_finding(const struct program *p, const struct claim *c, const struct finding *f);

/* Whether the run showed what the claim says. */
bool match_run(const struct program *p, const struct claim *c, const struct observation *o);

/*
 * Whether a run that was not right says something here: of a fix or a benign program always, of a
 * broken one only where the detector is to see outcomes.
 */
bool match_outcome_counts(const struct program *p, enum detector d);

/* Whether the tool itself broke, which is not the program's doing. */
bool match_aborted(const struct observation *o);

/* Why nothing can be said from this observation, in `a`; or NULL where something can. */
const char *match_error(
	struct arena *a, const struct program *p, enum detector d, const struct observation *o);

/* Any finding, or outcome that counts: of all, or only of those that nothing claims. */
bool match_anything(
	const struct program *p, enum detector d, const struct observation *o, bool unclaimed_only);

/* One claim of the detector at hand, and in how many runs it was seen. */
struct claim_count {
	const struct claim *claim;
	bool alarm;
	int runs;
};

struct tally {
	const char *unit;  /* "run"; of the explorer "schedule" */
	int runs;          /* that say something */
	int aborted;       /* runs in which the tool broke */
	int detected;      /* runs with a match of an expectation */
	int seen;          /* runs with anything at all */
	int unclaimed;     /* runs with something that nothing claims */
	const char *error; /* the first; NULL: none */
	struct claim_count *claims;
	size_t claim_count;
	struct sighting *sightings; /* in the order seen */
	size_t sighting_count;
};

struct tally match_tally(struct arena *a, const struct program *p, enum detector d,
	const struct observation *o, size_t count);

/* Whether the program claims false alarms of the detector, and nothing that it expects. */
bool match_only_alarms(const struct tally *t);

/*
 * The same of the explorer's search, in schedules.  `detected`, `seen` and `unclaimed` count failures: how many
 * schedules have one of them isn't known.
 */
struct tally match_search(struct arena *a, const struct program *p, const struct search *s);

#endif
