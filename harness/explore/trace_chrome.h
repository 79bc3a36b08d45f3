// SPDX-License-Identifier: MIT
/*
 * A traced schedule for chrome://tracing and Perfetto: Trace Event Format, a microsecond a step.  A thread is a track, a
 * step a slice on it; an arrow (a flow) goes from what lets another thread go on to the step that does: from an unlock to the next
 * lock of the same object, from a post to the wait it ends, from a creation to the thread's first step, from its end to the join.
 */
#ifndef HAZARD_TRACE_CHROME_H
#define HAZARD_TRACE_CHROME_H

#include "explorer.h"

struct buf;
struct source_lines;

void trace_chrome_add(struct buf *out, const struct symbols *s, const struct explore_failure *f,
	struct source_lines *source);

#endif
