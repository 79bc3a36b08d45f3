// SPDX-License-Identifier: MIT
#include "freed.h"

#include <string.h>
#include <sys/mman.h>

#include "alloc.h"
#include "shim.h"

#define MARKS_BASE ((uint32_t *)0x270000000000)
#define ARENAS     ((size_t)4 << 40) /* of all threads: see alloc.c */

enum { EACH = 16 }; /* bytes that one mark stands for */

/* What of the marks is in use, for clearing. */
struct freed {
	uint32_t *marks;
	bool any;
	uintptr_t low[PROTO_THREADS], high[PROTO_THREADS]; /* by arena; addresses */
};

static struct freed *f;

bool
freed_setup(void)
{
	size_t size = ARENAS / EACH * sizeof *f->marks;
	int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE;

	f = shim_private(sizeof *f);
	if (!f) {
		return false;
	}
	f->marks = mmap(MARKS_BASE, size, PROT_READ | PROT_WRITE, flags, -1, 0);
	if (f->marks != MARKS_BASE) {
		f->marks = NULL; /* found by happens-before alone, then */
	}
	return true;
}

static uint32_t *
mark_of(uintptr_t address)
{
	return f->marks + (address - (uintptr_t)alloc_base()) / EACH;
}

void
freed_mark(uintptr_t block, size_t size, uint64_t number)
{
	size_t id = (block - (uintptr_t)alloc_base()) / (ARENAS / PROTO_THREADS);

	if (!f->marks) {
		return;
	}
	for (size_t i = 0; i < size / EACH; i++) {
		mark_of(block)[i] = (uint32_t)number;
	}
	f->low[id] = f->high[id] == 0 || block < f->low[id] ? block : f->low[id];
	f->high[id] = block + size > f->high[id] ? block + size : f->high[id];
	f->any = true;
}

void
freed_clear(uintptr_t block, size_t size)
{
	if (f->any && *mark_of(block)) {
		memset(mark_of(block), 0, size / EACH * sizeof *f->marks);
	}
}

void
freed_begin(void)
{
	for (uint32_t i = 0; f->any && i < PROTO_THREADS; i++) {
		if (f->high[i]) {
			memset(mark_of(f->low[i]), 0,
				(f->high[i] - f->low[i]) / EACH * sizeof *f->marks);
			f->high[i] = 0;
		}
	}
	f->any = false;
}

uint64_t
freed_number(uintptr_t address)
{
	return f->any && alloc_owns((void *)address) ? *mark_of(address) : 0;
}
