// SPDX-License-Identifier: MIT
#include "alloc.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>

#include "shim.h"

#define ARENA_BASE ((char *)0x230000000000)
#define ARENA_SIZE ((size_t)4 << 30)
#define PERMANENT  ((size_t)64 << 20)
#define LIVE       0x4c495645u
#define FREED      0x46524545u
#define KEPT       ((size_t)1 << 20)

enum { SMALL = 1024, CLASSES = SMALL / 16 + 4 * 40 };

/* Before every block; 16 bytes, so that blocks are aligned for everything. */
struct block {
	uint32_t state;
	uint32_t class;
	struct block *next; /* where freed */
};

/* At the start of the arena: so it is put back with it. */
struct arena {
	char *end;   /* of what was ever given out */
	size_t kept; /* bytes given back and not to be given out again in this schedule */
	struct block *bins[CLASSES];
};

/* Memory that stays: not in a static object, since those are put back after each schedule. */
struct permanent {
	char *next, *end;
	bool on;
};

bool alloc_started;
static struct permanent *permanent;

/* One a thread: what malloc answers depends only on what the same thread did before. */
static struct arena *
arena_of(uint32_t id)
{
	return (struct arena *)(ARENA_BASE + id * ARENA_SIZE);
}

static struct arena *
arena(void)
{
	struct arena *a = arena_of(hz.self->id);

	if (!a->end) {
		a->end = (char *)a + ((sizeof *a + 63) & ~(size_t)63);
	}
	return a;
}

bool
alloc_owns(const void *p)
{
	return (size_t)((const char *)p - ARENA_BASE) < ARENA_SIZE * PROTO_THREADS;
}

bool
alloc_is_permanent(const void *p)
{
	return permanent && (const char *)p < permanent->end &&
	       (const char *)p >= permanent->end - PERMANENT;
}

bool
alloc_start(void)
{
	int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE;

	if (mmap(ARENA_BASE, ARENA_SIZE * PROTO_THREADS, PROT_READ | PROT_WRITE, flags, -1, 0) !=
		(void *)ARENA_BASE) {
		return false;
	}
	permanent = shim_private(sizeof *permanent);
	if (!permanent) {
		return false;
	}
	permanent->next = shim_private(PERMANENT);
	permanent->end = permanent->next + PERMANENT;
	alloc_started = permanent->next != NULL;
	return alloc_started;
}

void
alloc_permanent_begin(void)
{
	permanent->on = true;
}

void
alloc_permanent_end(void)
{
	permanent->on = false;
}

void *
alloc_base(void)
{
	return ARENA_BASE;
}

size_t
alloc_used(void)
{
	return (size_t)(arena()->end - ARENA_BASE);
}

/* Makes [from, to) zero again, by giving the pages back where that is cheaper. */
static void
clear(char *from, char *to)
{
	enum { BY_HAND = 1 << 18 };
	char *cut = to - from > BY_HAND
			    ? (char *)(((uintptr_t)from + BY_HAND + 4095) & ~(uintptr_t)4095)
			    : to;

	if (cut > from) {
		memset(from, 0, (size_t)(cut - from));
	}
	if (to > cut) {
		madvise(cut, ((size_t)(to - cut) + 4095) & ~(size_t)4095, MADV_DONTNEED);
	}
}

void
alloc_clear(size_t used, uint32_t threads)
{
	clear((char *)arena_of(0) + used, arena_of(0)->end);
	for (uint32_t i = 1; i < threads; i++) {
		struct arena *a = arena_of(i);

		if (a->end) {
			clear((char *)a, a->end);
		}
	}
}

/* Multiples of 16 up to SMALL, then four steps to each doubling.  *size becomes the class's. */
static uint32_t
class_of(size_t *size)
{
	size_t n = *size ? *size : 1;
	uint32_t top, step;

	if (n <= SMALL) {
		*size = (n + 15) & ~(size_t)15;
		return (uint32_t)(*size / 16 - 1);
	}
	top = 63 - (uint32_t)__builtin_clzll(n - 1); /* n - 1 in [2^top, 2^(top+1)) */
	step = (uint32_t)((n - 1) >> (top - 2)) & 3;
	*size = ((size_t)1 << top) + ((size_t)(step + 1) << (top - 2));
	return SMALL / 16 + (top - 10) * 4 + step;
}

static size_t
class_size(uint32_t class)
{
	uint32_t top, step;

	if (class < SMALL / 16) {
		return (size_t)(class + 1) * 16;
	}
	top = (class - SMALL / 16) / 4 + 10;
	step = (class - SMALL / 16) % 4;
	return ((size_t)1 << top) + ((size_t)(step + 1) << (top - 2));
}

static void *
permanent_take(size_t size)
{
	char *p = permanent->next;

	permanent->next += (size + 63) & ~(size_t)63;
	CHECK(permanent->next <= permanent->end);
	return p;
}

/* New space at the end whose user part is aligned to `align`, a power of two of at least 16. */
static struct block *
extend(size_t size, size_t align)
{
	struct arena *a = arena();
	uintptr_t user =
		((uintptr_t)a->end + sizeof(struct block) + align - 1) & ~(uintptr_t)(align - 1);
	char *end = (char *)user + size;

	if (size > ARENA_SIZE || end > (char *)a + ARENA_SIZE) {
		return NULL;
	}
	a->end = end;
	return (struct block *)user - 1;
}

void *
alloc_take(size_t size, size_t align)
{
	struct arena *a;
	struct block *b;
	uint32_t class;

	if (UNLIKELY(permanent->on)) {
		return permanent_take(size);
	}
	a = arena();
	if (size > ARENA_SIZE) {
		errno = ENOMEM;
		return NULL;
	}
	class = class_of(&size);
	b = a->bins[class];
	if (b && ((uintptr_t)(b + 1) & (align - 1)) == 0) {
		a->bins[class] = b->next;
	} else {
		b = extend(size, align);
		if (!b) {
			errno = ENOMEM;
			return NULL;
		}
	}
	b->class = class;
	b->state = LIVE;
	return b + 1;
}

size_t
alloc_size(const void *p)
{
	const struct block *b = (const struct block *)p - 1;

	if (!alloc_owns(p) || b->state != LIVE) {
		return 0;
	}
	return class_size(b->class);
}

bool
alloc_was_block(const void *block)
{
	return ((const struct block *)block - 1)->state == FREED;
}

void
alloc_give(void *p, bool keep)
{
	struct block *b = (struct block *)p - 1;
	struct arena *a = arena();

	b->state = FREED;
	if (keep && a->kept < KEPT) {
		a->kept += class_size(b->class);
		return;
	}
	b->next = a->bins[b->class];
	a->bins[b->class] = b;
}

const void *
alloc_arena(void)
{
	return arena_of(hz.self->id);
}

bool
alloc_loading(void)
{
	return permanent->on;
}
