// SPDX-License-Identifier: MIT
/* The catalogue's own rules, beyond what reading it checks: one table, one row a rule. */
#ifndef HAZARD_LINT_H
#define HAZARD_LINT_H

#include <stdbool.h>
#include <stddef.h>

#include "kind.h"

struct catalog;
struct catalog_case;
struct lint;
struct lint_program;
struct problems;

enum {
	LINT_CODE_LINES = 60,   /* of a case's own program */
	LINT_COLUMNS = 100,     /* of any line; a tab goes to the next multiple of 8 */
	LINT_CHANGED_LINES = 25 /* that a fix may add, and that it may remove */
};

struct lint_rule {
	const char *name;
	const char *what; /* the rule as a sentence */
	bool header;      /* it goes by header and markers: not asked where these are malformed */
	/* NULL: a rule of the whole catalogue, which lint_rest() checks. */
	void (*check)(struct lint *l, const struct lint_program *p);
};

/* Row `i`, or NULL after the last. */
const struct lint_rule *lint_rule(size_t i);

/*
 * Adds what the case's files do against the rules to `out`, not what its reading found already.
 * `available`: detectors of which every broken program must say something.
 */
void lint_case(
	const struct catalog_case *c, const bool available[static DET_COUNT], struct problems *out);

/* What belongs to no program: files out of place, the reading paths, and the classes' pages. */
void lint_rest(const struct catalog *c, struct problems *out);

#endif
