// SPDX-License-Identifier: MIT
/* The words for each kind of finding; what is the same for every program. */
#ifndef HAZARD_PHRASES_H
#define HAZARD_PHRASES_H

#include "finding.h"

enum { PHRASES_MOST = 4 };

struct phrases {
	const char *thing;   /* "a data race" */
	const char *heading; /* "Data race" */
	const char *meaning; /* what the report says has happened; one or two sentences */
	const char *missing; /* between the sides; NULL: the kind has no such thing */
	const char *harm;    /* what can go wrong */
	const char *remedies[PHRASES_MOST];  /* "what to do: what it costs"; NULL: no more */
	const char *silencers[PHRASES_MOST]; /* "what is done: why it is no fix" */
};

/* Static; never NULL. */
const struct phrases *phrases_of(enum kind k);

/* The same of one finding, by the tool's own words where they say more than the kind. */
const char *phrases_thing(const struct finding *f);
const char *phrases_heading(const struct finding *f);
const char *phrases_meaning(const struct finding *f);
const char *phrases_harm(const struct finding *f);

/* A silencer as it is called with this detector. */
const char *phrases_silencer(const char *silencer, enum detector d);

/* "a data race", "a hang". */
const char *phrases_kind(enum kind k);

/* "ThreadSanitizer", "a plain run". */
const char *phrases_detector(enum detector d);

/* What is done: "a write", "writes". */
const char *phrases_op_noun(enum access_op op);
const char *phrases_op_verb(enum access_op op);

#endif
