// SPDX-License-Identifier: MIT
/* A traced schedule for chrome://tracing and Perfetto: Trace Event Format, a microsecond a step. */
#ifndef HAZARD_TRACE_CHROME_H
#define HAZARD_TRACE_CHROME_H

#include "explorer.h"

struct buf;
struct source_lines;

void trace_chrome_add(struct buf *out, const struct symbols *s, const struct explore_failure *f,
	struct source_lines *source);

#endif
