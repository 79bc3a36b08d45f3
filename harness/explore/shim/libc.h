// SPDX-License-Identifier: MIT
/*
 * Functions of libc that use the program's memory, or have a state of their own.  libc is not instrumented, so the
 * program's objects are made to call __tsan_NAME instead (objcopy --redefine-syms=redefine.syms), which tells of the
 * accesses and then calls libc's.
 */
#ifndef HAZARD_SHIM_LIBC_H
#define HAZARD_SHIM_LIBC_H

#include <string.h>

#include "access.h"

#define REDIRECTED(type, name, params) \
	type __tsan_##name params;     \
	EXPORT type __tsan_##name params

#define ALSO(name, of) \
	extern __typeof__(__tsan_##of) __tsan_##name EXPORT __attribute__((alias("__tsan_" #of)))

/* How much of a string is read is known only after another thread may have changed it, so it is looked at again. */
static inline void
libc_reads(const char *s, uintptr_t pc)
{
	if (UNLIKELY(shim_several)) {
		access_memory(s, strlen(s) + 1, false, pc);
	}
}

/* An object. */
static inline void
libc_uses(const void *p, size_t size, bool write, uintptr_t pc)
{
	if (p) {
		access_memory(p, size, write, pc);
	}
}

/* A function with a state that all threads share, in an order that libc's own lock decides. */
static inline void
libc_state(const void *state, uintptr_t pc)
{
	if (UNLIKELY(shim_several)) {
		struct op op = op_on(OP_SYNC, state, 1, pc);

		sched_step(&op);
	}
}

#endif
