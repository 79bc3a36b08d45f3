// SPDX-License-Identifier: MIT
/* The machine formats that report items, whether those of a run or of explained reports. */
#ifndef HAZARD_REPORT_ITEMS_H
#define HAZARD_REPORT_ITEMS_H

struct buf;
struct items;

/*
 * SARIF 2.1.0 (OASIS Standard, 27 March 2020), within what GitHub's code scanning takes: one run a detector that looked
 * at something, at most 25 000 results each, 2 000 steps a flow, and no stacks any more once the file has 64 MiB.
 */
void report_items_sarif(struct buf *out, const struct items *items);

/*
 * Workflow commands of GitHub Actions, for stdout: an annotation each, at most ten of a level, and a sentence on how many more
 * there are.  What is as the case states is none.
 */
void report_items_github(struct buf *out, const struct items *items);

/* GitLab's code quality report: a JSON array.  What is as the case states is left out. */
void report_items_gitlab(struct buf *out, const struct items *items);

#endif
