// SPDX-License-Identifier: MIT
/*
 * Case x detector x runs -> children -> observations -> verdicts.  The only part that knows all the others.
 */
#ifndef HAZARD_SESSION_H
#define HAZARD_SESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "judge.h"
#include "kind.h"
#include "tools.h"

struct arena;
struct cache;
struct observation;
struct pool;
struct program;
struct result;
struct testcase;

struct session_progress {
	bool building;      /* else running */
	size_t done, total; /* programs built, or (program, detector) pairs judged */
	const char *now;    /* what was done last: a case's id */
	size_t failing;     /* cases with a failure or an error so far */
};

struct session_options {
	const char *root; /* of the catalogue; absolute */
	bool detectors[DET_COUNT];
	const char *broken
		[DET_COUNT]; /* why a detector can't be trusted here (doctor.h); NULL: it can */
	bool allow_missing;  /* a detector that is not installed is skipped, not an error */
	struct judge_options judge; /* same_tools is set by the session itself */
	uint64_t seed;              /* the order in which the pairs are begun; 0: the catalogue's */
	bool why;                   /* say by diag() why a program was rebuilt */
	bool commands;   /* print each run's command line on stderr, as a shell would take it */
	bool build_only; /* a build that failed makes it SESSION_FAILED, as said by diag() */
	bool cost;       /* then measure what each fix costs beside its alternatives */
	bool claims_only; /* run only what a program claims something of, and give no verdicts on cases (`measure`) */
	const char *
		schedules; /* the folder for the schedules in which programs fail; NULL: they are not kept */
	const char *
		catalog_argument; /* "--catalog DIR " for the commands in the report; "" for the default catalogue */

	void (*progress)(void *user, const struct session_progress *p); /* may be NULL */
	/* What a (program, detector) pair was judged by, once it is; borrowed.  May be NULL. */
	void (*judged)(void *user, const struct testcase *c, const struct program *p,
		enum detector d, const struct observation *observations, size_t count);
	void *user;
};

enum session_end { SESSION_DONE, SESSION_INTERRUPTED, SESSION_OUT_OF_TIME, SESSION_FAILED };

/*
 * Builds and judges `count` cases with the pool's children, one pair's runs one after the other, pairs side by side.
 * `out` is filled in any case but FAILED (said by diag); all it points to is in `a`, which must outlive it, or is
 * borrowed from the cases.  Not done: out->partial, and only the cases judged wholly are in it.
 */
enum session_end session_run(const struct session_options *options, struct pool *pool,
	struct cache *cache, const struct testcase *const *cases, size_t count, struct arena *a,
	struct result *out);

#endif
