// SPDX-License-Identifier: MIT
/* malloc and its like, over libc's. */
#include <errno.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>

#include "alloc.h"
#include "hook.h"
#include "shim.h"

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);
extern void __libc_free(void *);

/* A new block, for the caller at `pc`. */
static void *
allocate(size_t size, size_t align, void *pc)
{
	bool loader = alloc_loading(); /* in the midst of making a thread */
	void *p;

	if (LIKELY(!loader)) {
		hook_heap(alloc_arena(), pc);
	}
	p = alloc_take(size, align);
	if (p && !loader) {
		hook_allocated(p, size, pc);
	}
	return p;
}

void *
alloc_at(size_t size, void *pc)
{
	return alloc_started ? allocate(size, 16, pc) : __libc_malloc(size);
}

EXPORT void *
malloc(size_t size)
{
	return alloc_started ? allocate(size, 16, __builtin_return_address(0))
			     : __libc_malloc(size);
}

EXPORT void *
calloc(size_t n, size_t each)
{
	size_t size;
	void *p;

	if (!alloc_started) {
		return __libc_calloc(n, each);
	}
	if (__builtin_mul_overflow(n, each, &size)) {
		errno = ENOMEM;
		return NULL;
	}
	p = allocate(size, 16, __builtin_return_address(0));
	return p ? memset(p, 0, size) : NULL;
}

EXPORT void
free(void *p)
{
	void *pc = __builtin_return_address(0);
	size_t size;

	if (!p) {
		return;
	}
	if (!alloc_owns(p)) {
		if (!alloc_is_permanent(p)) {
			__libc_free(p);
		}
		return;
	}
	size = alloc_size(p);
	if (size == 0) {
		hook_bad_free(p, alloc_was_block(p), pc);
		return;
	}
	hook_heap(alloc_arena(), pc);
	hook_freed(p, size, pc);
	alloc_give(p, shim_on() && hz.races);
}

EXPORT void *
realloc(void *p, size_t size)
{
	void *n;
	size_t old;

	if (!p) {
		return malloc(size);
	}
	if (!alloc_owns(p)) {
		return __libc_realloc(p, size);
	}
	if (size == 0) {
		free(p);
		return NULL;
	}
	old = alloc_size(p);
	if (old && size <= old && size > old / 2) {
		return p;
	}
	n = malloc(size);
	if (n) {
		memcpy(n, p, old < size ? old : size);
		free(p);
	}
	return n;
}

EXPORT void *
memalign(size_t align, size_t size)
{
	return alloc_started ? allocate(size, align < 16 ? 16 : align, __builtin_return_address(0))
			     : __libc_memalign(align, size);
}

EXPORT void *
aligned_alloc(size_t align, size_t size)
{
	return memalign(align, size);
}

EXPORT int
posix_memalign(void **out, size_t align, size_t size)
{
	int saved = errno;
	void *p;

	if (align < sizeof(void *) || (align & (align - 1)) != 0) {
		return EINVAL;
	}
	p = memalign(align, size);
	errno = saved;
	if (!p) {
		return ENOMEM;
	}
	*out = p;
	return 0;
}

EXPORT size_t
malloc_usable_size(void *p)
{
	static size_t (*next)(void *);

	if (!p || alloc_owns(p)) {
		return p ? alloc_size(p) : 0;
	}
	if (!next) {
		*(void **)&next = hook_next("malloc_usable_size");
	}
	return next(p);
}

EXPORT void *
reallocarray(void *p, size_t n, size_t each)
{
	size_t size;

	if (__builtin_mul_overflow(n, each, &size)) {
		errno = ENOMEM;
		return NULL;
	}
	return realloc(p, size);
}
