// SPDX-License-Identifier: MIT
/* The parts of the terminal's report.  Private to report/. */
#ifndef HAZARD_REPORT_TERM_H
#define HAZARD_REPORT_TERM_H

#include "screen.h"
#include "verdict.h"

enum mark term_mark(enum verdict v);

/* A line a case. */
void term_table(struct screen *s, const struct result *r, bool intervals);

/* What, why and how to see it again, of each case that failed, broke or stayed open. */
void term_blocks(struct screen *s, const struct result *r);

/* What the fixes cost; nothing where it was not measured. */
void term_costs(struct screen *s, const struct result *r);

/* What it all comes to. */
void term_summary(struct screen *s, const struct result *r);

#endif
