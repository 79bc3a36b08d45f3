// SPDX-License-Identifier: MIT
/*
 * From what runs showed to what may be said: DESIGN.md, "Judging".  Pure: no I/O, no clock, no
 * randomness.
 *
 * A `twin` is the broken program of a fix's case; for a broken or benign program it is ignored and
 * may be NULL.
 */
#ifndef HAZARD_JUDGE_H
#define HAZARD_JUDGE_H

#include <stdbool.h>
#include <stddef.h>

#include "kind.h"

struct arena;
struct case_verdict;
struct detector_verdict;
struct observation;
struct program;
struct program_verdict;
struct result;

struct judge_options {
	int iterations; /* 0: as many runs as the stated rates ask for; n: exactly n of everything,
			    none left out */
	bool unasked;   /* also what the case says nothing of */
	bool quick; /* what a detector must see is looked for as always; that it sees nothing else, as shortly as can
		       be, and not under Valgrind */
	bool strict;     /* what too few runs leave open is a failure */
	bool same_tools; /* the tools have the versions that the rates were measured with (rule 7)
			  */
};

struct judge_plan {
	int runs;  /* at most; 0: the case says nothing of this detector, so there is nothing to run
		      for */
	int least; /* runs without which nothing clean can be said; at most `runs` */
	bool stop_early; /* as soon as judge_enough() */
};

struct judge_plan judge_plan(const struct program *program, const struct program *twin,
	enum detector detector, const struct judge_options *options);

/* Whether `quick` leaves this (program, detector) out: no verdict then, not even a skip. */
bool judge_leaves_out(
	const struct program *program, enum detector detector, const struct judge_options *options);

/* Whether no further run is wanted: the verdict is settled, an error was seen, or all planned runs
 * are done. */
bool judge_enough(const struct program *program, enum detector detector,
	const struct observation *observations, size_t count, const struct judge_plan *plan);

/*
 * The verdict from all `count` observations, valid or not.  Sets everything but `command`, times
 * included. Borrows each finding, evidence and error, not the array `observations`; the rest is in
 * `a`.
 */
struct detector_verdict judge_detector(struct arena *a, const struct program *program,
	const struct program *twin, enum detector detector, const struct observation *observations,
	size_t count, const struct judge_plan *plan, const struct judge_options *options);

/* Of a detector that did not run because `why` (one sentence: "valgrind is not installed";
 * borrowed). */
struct detector_verdict judge_missing(enum detector detector, const char *why);

/*
 * The gravest of its detectors' verdicts.  A skipped detector that the case says nothing of counts
 * only where no other was asked.  A broken program on paper only (rule 2) fails.
 */
enum verdict judge_program(const struct program_verdict *program, const struct program *twin);

/* The gravest of its programs' verdicts; at least inconclusive where not all were judged. */
enum verdict judge_case(const struct case_verdict *c);

/* Whether some detector must see the broken program: an expectation without `may`, or it is broken
 * on paper only.  One that is only slow is shown by judge_cost(). */
bool judge_provable(const struct program *broken);

/*
 * Sets `worth` and `shown` of a fix: what its clean runs say, given how often its twin's bug was
 * seen.  The rate is the lower bound of this result's k of n, or the one that the case states where
 * the twin matched it with the same tools.
 */
void judge_worth(struct arena *a, struct program_verdict *fix, const struct program_verdict *twin,
	const struct judge_options *options);

enum {
	JUDGE_CLEAN = 0,
	JUDGE_FINDINGS = 1,
	JUDGE_BROKEN_TOOL = 3,
	JUDGE_NOTHING = 77,
	JUDGE_INTERRUPTED = 130,
};

/*
 * The exit code of a whole result, the first that holds: interrupted; a failure (with `strict` also
 * too few runs); an error, or a detector that was asked for and is missing, unless `allow_missing`;
 * nothing judged at all; clean. 2 and 124 are the command's own to add.
 */
int judge_exit(const struct result *result, bool strict, bool allow_missing);

#endif
