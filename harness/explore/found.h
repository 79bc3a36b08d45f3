// SPDX-License-Identifier: MIT
/* What several processes found, put together.  Private to explore/. */
#ifndef HAZARD_FOUND_H
#define HAZARD_FOUND_H

#include <stdbool.h>

#include "explorer.h"

struct launch;
struct proto;
struct proto_failure;

/* Adds one process's results to the report: counts, outputs, failures (copied), reasons against a verdict. */
void found_add(struct explore_report *report, const struct launch *run);

/* Adds a reason, once; `text` is in the report's arena or static. */
void found_reason(struct explore_report *report, const char *text);

/* Makes the failure's schedule that of `raw` (in p), copying choices and shared words. */
void found_schedule(struct arena *a, struct explore_failure *f, const struct proto *p,
	const struct proto_failure *raw);

/* The failure of this class and key in p, or NULL. */
const struct proto_failure *found_find(const struct proto *p, enum proto_class class, uint64_t key);

/* Whether p has every output and failure of the report; true also where p could not keep all of its own. */
bool found_covers(const struct explore_report *report, const struct proto *p);

/* From PROTO_OK on to PROTO_FAILING_END, or a finding: something is wrong with the program. */
bool found_is_failure(enum proto_class class);

#endif
