// SPDX-License-Identifier: MIT
/* For the tests: runs one child in a pool of its own and keeps what became of it. */
#ifndef HAZARD_RUN_RIG_H
#define HAZARD_RUN_RIG_H

#include <stdbool.h>

#include "pool.h"

#define HOSTILE HAZARD_BUILD "/harness/run/hostile"

/* {"hostile", mode, argument or NULL} as an argv. */
#define HOSTILE_ARGV(...) ((const char *const[]){HOSTILE, __VA_ARGS__, NULL})

struct rig {
	struct run_result result; /* its texts are those below */
	char *out, *err;          /* owned */
	enum pool_end end;
};

struct rig rig_run(const struct spawn_spec *spec);
void rig_free(struct rig *r);

/* How many processes have `token` in their command line; for at most `wait_ms`, until it is `want`. */
int rig_count(const char *token, int want, int wait_ms);

/* This process's descriptors and children. */
int rig_descriptors(void);
int rig_children(void);

#endif
