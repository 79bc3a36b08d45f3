// SPDX-License-Identifier: MIT
/* What the rules of lint.c work on; for lint*.c alone. */
#ifndef HAZARD_LINT_RULES_H
#define HAZARD_LINT_RULES_H

#include <stdbool.h>

#include "case.h"
#include "csource.h"
#include "header.h"
#include "problem.h"

struct arena;
struct catalog_case;

struct lint_program {
	const struct program *p;
	const struct header *h;
	struct csource source;
	const struct lint_program *twin; /* of a fix: the broken program; else NULL */
};

struct lint {
	const struct catalog_case *c;
	const bool *available; /* DET_COUNT */
	struct arena *a;
	struct problems *out;
};

#define LINT_WRONG(l, lp, line, ...) problems_add((l)->out, (lp)->p->file, (line), __VA_ARGS__)

/* lint_text.c: what the file looks like */
void lint_spdx(struct lint *l, const struct lint_program *p);
void lint_length(struct lint *l, const struct lint_program *p);
void lint_columns(struct lint *l, const struct lint_program *p);
void lint_unwritten(struct lint *l, const struct lint_program *p);
void lint_tabs(struct lint *l, const struct lint_program *p);
void lint_statement(struct lint *l, const struct lint_program *p);
void lint_sleep(struct lint *l, const struct lint_program *p);
void lint_calls(struct lint *l, const struct lint_program *p);
void lint_rounds(struct lint *l, const struct lint_program *p);

/* lint_tags.c: what the header claims */
void lint_title(struct lint *l, const struct lint_program *p);
void lint_story(struct lint *l, const struct lint_program *p);
void lint_required_tags(struct lint *l, const struct lint_program *p);
void lint_every_detector(struct lint *l, const struct lint_program *p);
void lint_kinds(struct lint *l, const struct lint_program *p);
void lint_rates(struct lint *l, const struct lint_program *p);
void lint_labels(struct lint *l, const struct lint_program *p);
void lint_same_claim(struct lint *l, const struct lint_program *p);
void lint_proof(struct lint *l, const struct lint_program *p);

/* lint_twins.c: broken program and fixes */
void lint_fixes(struct lint *l, const struct lint_program *p);
void lint_diff(struct lint *l, const struct lint_program *p);
void lint_main(struct lint *l, const struct lint_program *p);

#endif
