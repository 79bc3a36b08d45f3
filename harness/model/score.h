// SPDX-License-Identifier: MIT
/*
 * How well a detector does on the whole catalogue: counts at three levels, and what follows from them.
 *
 *	program          a broken program in which it sees what the case says is there is a true positive, another one a false
 *	                 negative; a right program (a fix, a benign one) of which it says anything is a false positive
 *	line             the units are lines: of a broken program those that its expectations, of whatever detector, mark; a line
 *	                 that it names elsewhere, or in a right program, is a false positive
 *	line and access  the units are (line, what is done there): it must also say read or write, lock or wait …
 *
 * Precision and recall as in information retrieval (C. J. van Rijsbergen, Information Retrieval, 1979); F1 is their harmonic mean.
 */
#ifndef HAZARD_SCORE_H
#define HAZARD_SCORE_H

#include <stdbool.h>
#include <stddef.h>

enum score_level { SCORE_PROGRAM, SCORE_LINE, SCORE_ACCESS, SCORE_LEVELS };

struct score_counts {
	int true_positive, false_positive, false_negative;
};

/* Of a detector, or of several together: what any of them says, they say. */
struct score {
	const char *name;   /* "tsan"; "together": all but the explorer; "with explore" */
	int broken, right;  /* programs that it was run on */
	bool names_no_line; /* a plain run: the last two levels don't apply */
	struct score_counts counts[SCORE_LEVELS];
};

/* 0..1; -1 where nothing is divided by nothing. */
double score_precision(const struct score_counts *c);
double score_recall(const struct score_counts *c);
double score_f1(const struct score_counts *c);

/* "program", "line", "access". */
const char *score_level_name(enum score_level level);

#endif
