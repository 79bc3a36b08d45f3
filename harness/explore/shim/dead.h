// SPDX-License-Identifier: MIT
/* Memory of threads that is dead: of functions that have returned, and of threads that have ended. */
#ifndef HAZARD_SHIM_DEAD_H
#define HAZARD_SHIM_DEAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fiber.h"
#include "shim.h"

/* Whether this may be a thread's stack or storage: else there is nothing to look at. */
static inline bool
dead_possible(uintptr_t p)
{
	return !SHIM_FIBERS || fiber_pool(p) || hz.backend == PROTO_THREAD_FORK;
}

/* The calling thread accesses memory: looks whose it is, where it is a thread's stack or storage of its own. */
void dead_look(uintptr_t p, bool write, uintptr_t pc);

#endif
