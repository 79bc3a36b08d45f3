// SPDX-License-Identifier: MIT
#include "mem.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static _Noreturn void
out_of_memory(void)
{
	fputs("hazard: out of memory\n", stderr);
	abort();
}

void *
mem_alloc(size_t count, size_t size)
{
	void *p = calloc(count ? count : 1, size ? size : 1);
	if (!p) {
		out_of_memory();
	}
	return p;
}

void *
mem_resize(void *old, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size) {
		out_of_memory();
	}
	size_t bytes = count * size;
	void *p = realloc(old, bytes ? bytes : 1);
	if (!p) {
		out_of_memory();
	}
	return p;
}

char *
mem_strdup(const char *s)
{
	if (!s) {
		return NULL;
	}
	size_t n = strlen(s) + 1;
	return memcpy(mem_alloc(n, 1), s, n);
}
