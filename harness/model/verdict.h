// SPDX-License-Identifier: MIT
/* Verdicts: of a detector on a program, of a program, of a case, of a whole run.  The report writers' only input. */
#ifndef HAZARD_VERDICT_H
#define HAZARD_VERDICT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "case.h"
#include "finding.h"
#include "kind.h"

/* In the order of weight: a case has its gravest program's verdict, a program its gravest detector's. */
enum verdict {
	VERDICT_PASS,
	VERDICT_SKIP,
	VERDICT_INCONCLUSIVE,
	VERDICT_FAIL,
	VERDICT_ERROR,
	VERDICT_COUNT
};

enum reason {
	REASON_MATCHED,     /* broken: everything expected was seen, nothing else */
	REASON_MISSED,      /* broken: something required was not seen */
	REASON_UNEXPECTED,  /* a finding or an outcome that nothing claims; of a fix, too */
	REASON_BLIND,       /* broken: @misses, and nothing was seen */
	REASON_BLIND_SEES,  /* broken: @misses, and something was seen */
	REASON_CLEAN,       /* fix or benign: nothing was seen, every run right */
	REASON_FALSE_ALARM, /* fix or benign: only what @false-alarm states, and that */
	REASON_STALE, /* a stated false alarm no longer happens, or what was @unable no longer breaks */
	REASON_UNABLE,  /* @unable, and it is */
	REASON_DIFFERS, /* missed or unexpected, but measured with other tool versions */
	REASON_TOOL,    /* the tool or the build failed, or is missing: nothing can be said */
	REASON_COUNT
};

const char *verdict_name(enum verdict v); /* "pass" */
const char *reason_name(enum reason r);   /* "blind-sees" */
enum verdict verdict_worse(enum verdict a, enum verdict b);

struct explanation;
struct score;
struct search;

/* A finding or outcome, and in how many runs; of the explorer, in how many schedules. */
struct sighting {
	const struct finding *finding; /* the first one seen; NULL for an outcome */
	enum kind kind;
	const char *evidence; /* of an outcome */
	int runs;             /* in how many runs it was seen */
	bool claimed;         /* by an @expect or @false-alarm */
	const struct explanation
		*explanation; /* of the finding, where somebody asked for words; else NULL */
};

struct detector_verdict {
	bool asked; /* false: this detector was not among those asked for; nothing else is set */
	enum detector detector;
	enum verdict verdict;
	enum reason reason;
	const char *sentence; /* what a person reads; never NULL where asked */
	int runs;             /* that count (valid ones) */
	int planned;          /* runs that the judge wanted at most */
	int detected; /* broken: runs with a matching finding or outcome; fix: runs with any finding or wrong outcome */
	double low, high; /* 95 % Wilson interval of detected/runs; 0 and 1 where runs is 0 */
	struct sighting *sightings;
	size_t sighting_count;
	const struct search *search; /* of the explorer, where it ran; else NULL */
	const char *command;         /* to see it again */
	int64_t wall_ns, cpu_ns;
};

/* What a program costs beside its alternatives, run natively; see judge_cost(). */
struct cost {
	const char *sentence; /* NULL: it was not asked for */
	bool measured;        /* else the sentence says why not, and nothing below is set */
	double ratio;         /* its time, as a multiple of the base's: the median of the rounds */
	double low, high;     /* the quartiles of the rounds */
	int64_t wall_ns;      /* of a run: median; see judge_cost() */
	int rounds;
	const struct program
		*base; /* what it is compared with: the broken twin, if that ends by itself */
};

struct program_verdict {
	const struct program *program;
	enum verdict verdict;
	struct detector_verdict detectors[DET_COUNT];
	const char *worth; /* of a fix: what its clean runs are worth, a sentence; else NULL */
	struct cost cost;
	double shown; /* with `worth`: the probability that a bug as frequent as the twin's would have shown; else 0 */
};

struct case_verdict {
	const struct testcase *testcase;
	enum verdict verdict;
	bool complete; /* false: interrupted before all its programs were judged */
	const char *
		problem; /* malformed, so not run at all: "FILE:LINE: what is wrong"; NULL: it is well-formed */
	struct program_verdict *programs; /* the broken or benign one first, then the fixes */
	size_t program_count;
};

struct tool_version {
	const char *name;    /* "clang", "valgrind" … */
	const char *version; /* its own words, one line; NULL: missing */
	const char *path;
};

struct summary {
	int cases, pass, fail, inconclusive, error, skip;
};

struct result {
	const char *hazard_version;
	const char *machine; /* "Linux 6.18 x86_64, 2 CPUs" */
	const char *started; /* ISO 8601, UTC */
	const char *root;    /* of the catalogue, as given */
	uint64_t seed;
	const char *
		partial; /* "interrupted", "out of time": what is here is true, but not all; NULL: all */
	bool quick;      /* shortened: what is silent was hardly looked into */
	int64_t wall_ns, children_cpu_ns, own_cpu_ns;
	bool detectors[DET_COUNT]; /* asked for */
	struct tool_version *tools;
	size_t tool_count;
	struct case_verdict *cases; /* in the catalogue's order */
	size_t case_count;
	struct summary summary;
	struct score *scores; /* the score card; see score.h */
	size_t score_count;
};

/* Counts the cases by verdict. */
struct summary summary_of(const struct case_verdict *cases, size_t count);

#endif
