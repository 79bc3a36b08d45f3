// SPDX-License-Identifier: MIT
/* What every command that runs cases sets up first: the catalogue, the selected cases, the pool, the cache. */
#ifndef HAZARD_STAGE_H
#define HAZARD_STAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"
#include "catalog.h"
#include "cmd.h"
#include "pool.h"
#include "progress.h"
#include "selector.h"

struct cache;
struct session_progress;
struct testcase;

struct stage {
	struct cmd_common common; /* set by the options, like the next two */
	int jobs;                 /* 0: the CPUs this process may use */
	int64_t time_ns;          /* for the whole command; 0: no limit */

	struct arena arena; /* lives as long as the stage; may be used before stage_open */
	struct catalog catalog;
	struct selection selection;
	const char *root; /* of the catalogue; absolute */
	struct pool pool;
	struct cache *cache;
	struct progress progress;
};

/* Reads the catalogue and selects.  EXIT_HAZARD_OK, or the code to leave with, which has been said why. */
int stage_select(struct stage *s, char **selectors, size_t count);

/* Makes pool and cache, and begins the progress line.  False: can't (said). */
bool stage_open(struct stage *s);

/* The selected cases that are well-formed; *count is their number.  In the stage's arena. */
const struct testcase **stage_cases(struct stage *s, size_t *count);

/* For session_options.progress; `user` is whatever begins with a struct stage. */
void stage_progress(void *user, const struct session_progress *p);

/* Takes a zeroed one too. */
void stage_close(struct stage *s);

#endif
