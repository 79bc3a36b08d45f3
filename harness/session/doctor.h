// SPDX-License-Identifier: MIT
/*
 * Can this machine see races at all?  Each detector is run on a program with a known race and on its fix; silence on
 * the first, or a word about the second, means that nothing this detector says can be trusted here.
 */
#ifndef HAZARD_DOCTOR_H
#define HAZARD_DOCTOR_H

#include <stdbool.h>
#include <stddef.h>

#include "kind.h"

struct arena;
struct cache;
struct pool;

enum doctor_state { DOCTOR_GOOD, DOCTOR_NOTE, DOCTOR_BAD };

struct doctor_check {
	const char *name; /* "ThreadSanitizer sees a known race" */
	enum doctor_state state;
	const char *says; /* what was found: a version, a number, a sentence */
	const char *mend; /* the command that mends it; NULL: nothing to mend, or nothing known */
};

struct doctor_report {
	struct doctor_check *checks;
	size_t count;
	const char *broken
		[DET_COUNT]; /* why this detector can't be trusted here; NULL: it can, or was not asked */
	bool interrupted;
};

/* Examines what the detectors asked for need.  `dir`: a folder for its two programs, made if needed. */
struct doctor_report doctor_examine(const bool detectors[static DET_COUNT], const char *dir,
	struct pool *pool, struct cache *cache, struct arena *a);

/*
 * The same, but an examination that found this detector good is remembered in `dir` for as long as nothing that it
 * depends on changes (compiler, Valgrind, symbolizer, kernel, this boot, TSAN_OPTIONS).  No checks in the report then.
 */
struct doctor_report doctor_recall(const bool detectors[static DET_COUNT], const char *dir,
	struct pool *pool, struct cache *cache, struct arena *a);

#endif
