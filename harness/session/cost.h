// SPDX-License-Identifier: MIT
/* What each fix costs beside its alternatives: timed runs, alone on the machine as far as hazard goes. */
#ifndef HAZARD_COST_H
#define HAZARD_COST_H

#include <stdbool.h>

struct session;
struct cache;
struct pool;

/*
 * Measures every case of the result that has fixes, and sets the programs' costs.  The pool is idle before and after.  False: interrupted
 * or out of time; the rest is not measured then.
 */
bool cost_measure(struct session *s, struct pool *pool, struct cache *cache);

#endif
