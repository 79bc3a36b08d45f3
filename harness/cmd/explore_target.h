// SPDX-License-Identifier: MIT
/* What is explored or replayed: a program of the catalogue, built as it has to be, or somebody's command. */
#ifndef HAZARD_EXPLORE_TARGET_H
#define HAZARD_EXPLORE_TARGET_H

#include <stdbool.h>

#include "arena.h"
#include "catalog.h"
#include "launch.h"

struct cache;
struct cmd_common;

struct explore_target {
	struct arena arena;
	struct launch_program program;
	const char *name; /* for people */
	const char *slug; /* for names of files */
	const char *
		root; /* names in debug information are relative to it; NULL: to the working folder */
	const struct program *of_case; /* NULL: a command */
	struct catalog catalog;
	struct cache *cache;
	const char *scratch; /* the case's working folder, removed at the end */
};

/*
 * The program named: a case's id ("deadlock/lock-order": the broken or benign one), one of its fixes
 * ("deadlock/lock-order.one-order"), or a file of the catalogue ("fixes/deadlock/lock-order.one-order.c").  Builds it, through
 * the cache.  EXIT_HAZARD_OK, or the code to leave with, said.  explore_target_finish() in any case.
 */
int explore_target_case(
	struct explore_target *t, const struct cmd_common *common, const char *name);

/* A command; preloaded where it was not built by `hazard cc`. */
int explore_target_command(struct explore_target *t, char **argv);

void explore_target_finish(struct explore_target *t);

#endif
