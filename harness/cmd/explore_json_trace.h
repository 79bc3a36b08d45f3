// SPDX-License-Identifier: MIT
/* The interleaving of a failure in the explorer's JSON. */
#ifndef HAZARD_EXPLORE_JSON_TRACE_H
#define HAZARD_EXPLORE_JSON_TRACE_H

struct explore_failure;
struct explore_report;
struct json;
struct source_lines;

/*
 * Adds members of the failure's object: `lanes` (the threads by number, as people name them), `steps`, `waits` (who can't go on at the end,
 * what each waits for, and who has that; null: nobody) and `side_steps` (the steps of the finding's sides, in their order).
 */
void explore_json_trace(struct json *j, const struct explore_report *r,
	const struct explore_failure *f, struct source_lines *source);

#endif
