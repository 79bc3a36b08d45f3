// SPDX-License-Identifier: MIT
#include "shim.h"

#include <sys/mman.h>

bool shim_active, shim_several;

#if !SHIM_FIBERS
struct shim *shim_state;
#endif

#define SHARED_BASE  0x201000000000
#define PRIVATE_BASE 0x208000000000

bool
shim_map(void)
{
	size_t size = (sizeof(struct shim) + 4095) & ~(size_t)4095;
	int flags = MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE;
#if SHIM_FIBERS
	void *m = mmap((void *)SHIM_BASE, size, PROT_READ | PROT_WRITE, flags | MAP_FIXED_NOREPLACE,
		-1, 0);

	return m == (void *)SHIM_BASE;
#else
	void *m = mmap(NULL, size, PROT_READ | PROT_WRITE, flags, -1, 0);

	shim_state = m == MAP_FAILED ? NULL : m;
	return shim_state != NULL;
#endif
}

/* Addresses are fixed so that a schedule sees the same ones in every process and back-end. */
static void *
reserve(char **next, size_t size, int flags)
{
	void *m;

	size = (size + 4095) & ~(size_t)4095;
	flags |= MAP_ANONYMOUS | MAP_NORESERVE;
#if SHIM_FIBERS
	m = mmap(*next, size, PROT_READ | PROT_WRITE, flags | MAP_FIXED_NOREPLACE, -1, 0);
	*next += size + 4096;
#else
	(void)next;
	m = mmap(NULL, size, PROT_READ | PROT_WRITE, flags, -1, 0);
#endif
	return m == MAP_FAILED ? NULL : m;
}

void *
shim_memory(size_t size)
{
	static char *next = (char *)SHARED_BASE;

	return reserve(&next, size, MAP_SHARED);
}

void *
shim_private(size_t size)
{
	static char *next = (char *)PRIVATE_BASE;

	return reserve(&next, size, MAP_PRIVATE);
}
