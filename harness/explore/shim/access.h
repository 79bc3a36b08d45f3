// SPDX-License-Identifier: MIT
/* An access of the program to memory: a scheduling point where it is shared, and looked at for races. */
#ifndef HAZARD_SHIM_ACCESS_H
#define HAZARD_SHIM_ACCESS_H

#include "fiber.h"
#include "filter.h"
#include "hb.h"
#include "race.h"
#include "schedule.h"

/*
 * The thread that runs gives way after so many accesses, steps or not, then after twice as many, and so on: it may be
 * waiting, in a loop without a step, for what others are to do (a flag that is not known to be shared yet).
 */
#define ACCESS_QUIET 20000

/* An access that is not known to be a repetition, or that came when `hz.quiet` ran out. */
void access_new(uintptr_t p, uint64_t size, bool write, uintptr_t pc);

/* An access by the only thread, where all threads' stacks are: not a step, but one of them may be dead. */
void access_alone(uintptr_t p, bool write, uintptr_t pc);

/* In the program's every load and store: what it does most is decided here. */
static inline void
access_memory(const volatile void *p, uint64_t size, bool write, uintptr_t pc)
{
	if (LIKELY(!shim_several) || UNLIKELY(size == 0)) {
		if (UNLIKELY(fiber_region((uintptr_t)p))) {
			access_alone((uintptr_t)p, write, pc);
		}
		return;
	}
	if (UNLIKELY(--hz.quiet == 0 || size > 8 || !filter_again((uintptr_t)p, size, write))) {
		access_new((uintptr_t)p, size, write, pc);
	}
}

#endif
