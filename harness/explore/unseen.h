// SPDX-License-Identifier: MIT
/* What of a program the explorer can't see into: its libraries that were built without `hazard cc`.  Private to explore/ and its printers. */
#ifndef HAZARD_UNSEEN_H
#define HAZARD_UNSEEN_H

struct buf;
struct explore_report;
struct proto;

/*
 * Adds to report->unseen the names of the shared objects in p's modules whose code is not instrumented, but for those of
 * the C library, whose calls are modelled.  Those loaded later (dlopen) are not in p.  A file that can't be read counts as
 * not instrumented.
 */
void unseen_add(struct explore_report *report, const struct proto *p);

/* "libstdc++.so.6 is not instrumented: …": one sentence; nothing where all of it was seen. */
void unseen_sentence(struct buf *out, const struct explore_report *report);

#endif
