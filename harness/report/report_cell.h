// SPDX-License-Identifier: MIT
/* The cells of the table of cases and detectors, for all who show it.  Private to report/. */
#ifndef HAZARD_REPORT_CELL_H
#define HAZARD_REPORT_CELL_H

#include "screen.h"
#include "verdict.h"

enum { REPORT_CELL_LEN = 40 };

struct cell {
	enum mark mark;
	char text[REPORT_CELL_LEN]; /* without the mark's sign */
};

/* One of that text. */
struct cell report_cell(enum mark mark, const char *text);

/* What a detector came to on a program: "6/6", "blind", "missed". */
struct cell report_cell_detector(const struct program_verdict *p, enum detector d);

/* How many of the fixes pass, marked by the gravest. */
struct cell report_cell_fixes(const struct case_verdict *c);

#endif
