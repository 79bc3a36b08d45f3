// SPDX-License-Identifier: MIT
#include "real.h"

#include <dlfcn.h>

struct real real;

/*
 * dlsym without a version may answer with the oldest one, and the old condition variables have another layout.
 */
static void *
look_up(const char *name)
{
#if defined(__x86_64__) && defined(__GLIBC__)
	if (__builtin_strncmp(name, "pthread_cond_", 13) == 0) {
		void *f = dlvsym(RTLD_NEXT, name, "GLIBC_2.3.2");

		if (f) {
			return f;
		}
	}
#endif
	return dlsym(RTLD_NEXT, name);
}

void
real_init(void)
{
	if (real.pthread_create) {
		return;
	}
#define LOOK_UP(type, name, args) *(void **)&real.name = look_up(#name);
	REAL_FUNCTIONS(LOOK_UP)
#undef LOOK_UP
}
