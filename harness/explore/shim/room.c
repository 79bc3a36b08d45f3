// SPDX-License-Identifier: MIT
#include "room.h"

#include <stddef.h>

#include "shim.h"

/* All addresses that a program has on x86-64, less what is taken before it starts. */
#define ADDRESSES ((UINT64_C(1) << 47) - (UINT64_C(1) << 44))

uint64_t
room_taken_by(const pthread_attr_t *attributes)
{
	size_t stack = 0, guard = 0;
	void *own = NULL;

	/* glibc 2.36 gives the address less the size, so without one it is none of the program's. */
	pthread_attr_getstack(attributes, &own, &stack);
	if ((uintptr_t)own + stack != 0) {
		return 0;
	}
	pthread_attr_getstacksize(attributes, &stack);
	pthread_attr_getguardsize(attributes, &guard);
	return (uint64_t)stack + guard;
}

bool
room_for(uint64_t bytes)
{
	uint64_t taken = 0;

	for (uint32_t i = 0; bytes && i < hz.thread_count; i++) {
		const struct thread *t = &hz.threads[i];

		taken += t->joined || (t->ended && t->detached) ? 0 : t->reserved;
	}
	return bytes <= ADDRESSES && taken <= ADDRESSES - bytes;
}
