// SPDX-License-Identifier: MIT
#include "arena.h"

#include <assert.h>
#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mem.h"

enum { BLOCK_BYTES = 16 * 1024 };

struct arena_block {
	struct arena_block *before;
	size_t used, size; /* bytes of data[] */
	alignas(max_align_t) char data[];
};

void *
arena_alloc(struct arena *a, size_t count, size_t size)
{
	assert(size == 0 || count <= SIZE_MAX / 2 / size);
	size_t align = alignof(max_align_t);
	size_t bytes = (count * size + align - 1) & ~(align - 1);
	struct arena_block *block = a->last;
	if (!block || block->size - block->used < bytes) {
		size_t room = bytes > BLOCK_BYTES ? bytes : BLOCK_BYTES;
		block = mem_alloc(1, sizeof *block + room);
		block->size = room;
		block->before = a->last;
		a->last = block;
	}
	void *p = block->data + block->used;
	block->used += bytes;
	a->bytes += bytes;
	return p;
}

void *
arena_memdup(struct arena *a, const void *data, size_t bytes)
{
	void *p = arena_alloc(a, bytes, 1);
	if (bytes) {
		memcpy(p, data, bytes);
	}
	return p;
}

char *
arena_strndup(struct arena *a, const char *s, size_t len)
{
	char *p = arena_alloc(a, len + 1, 1);
	if (len) {
		memcpy(p, s, len);
	}
	return p;
}

char *
arena_strdup(struct arena *a, const char *s)
{
	return s ? arena_strndup(a, s, strlen(s)) : NULL;
}

char *
arena_vprintf(struct arena *a, const char *format, va_list args)
{
	va_list again;
	va_copy(again, args);
	int n = vsnprintf(NULL, 0, format, args);
	assert(n >= 0);
	char *p = arena_alloc(a, (size_t)n + 1, 1);
	vsnprintf(p, (size_t)n + 1, format, again);
	va_end(again);
	return p;
}

char *
arena_printf(struct arena *a, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	char *p = arena_vprintf(a, format, args);
	va_end(args);
	return p;
}

void *
arena_push(struct arena *a, const void *items, size_t count, size_t size)
{
	/* The room doubles at each power of two, so `count` alone tells whether the array is full. */
	bool full = (count & (count - 1)) == 0;
	if (!full) {
		void *same = (void *)(uintptr_t)items;
		memset((char *)same + count * size, 0, size);
		return same;
	}
	void *grown = arena_alloc(a, count ? count * 2 : 1, size);
	if (count) {
		memcpy(grown, items, count * size);
	}
	return grown;
}

void
arena_free(struct arena *a)
{
	while (a->last) {
		struct arena_block *before = a->last->before;
		free(a->last);
		a->last = before;
	}
	a->bytes = 0;
}
