// SPDX-License-Identifier: MIT
/* Blocks of memory: what programs call, and what compilers make of the assignment of a struct. */
#include "libc.h"

enum { WORD = 8, COPIED = 64 };

/* How much of what lies from `p` on is in its word, at most n. */
static size_t
in_word(const char *p, size_t n)
{
	size_t rest = WORD - ((uintptr_t)p & (WORD - 1));

	return rest < n ? rest : n;
}

/*
 * Small blocks are structs, which are copied word by word, so that half of one can be seen.  First all is read: the two may
 * overlap.
 */
static void
copy(char *to, const char *from, size_t n, uintptr_t pc)
{
	char words[COPIED];

	if (LIKELY(!shim_several)) {
		memmove(to, from, n);
		return;
	}
	if (n > COPIED) {
		access_memory(from, n, false, pc);
		access_memory(to, n, true, pc);
		memmove(to, from, n);
		return;
	}
	for (size_t i = 0, k; i < n; i += k) {
		k = in_word(from + i, n - i);
		access_memory(from + i, k, false, pc);
		memcpy(words + i, from + i, k);
	}
	for (size_t i = 0, k; i < n; i += k) {
		k = in_word(to + i, n - i);
		access_memory(to + i, k, true, pc);
		memcpy(to + i, words + i, k);
	}
}

REDIRECTED(void *, memcpy, (void *to, const void *from, size_t n))
{
	copy(to, from, n, CALLER);
	return to;
}

REDIRECTED(void *, memmove, (void *to, const void *from, size_t n))
{
	copy(to, from, n, CALLER);
	return to;
}

REDIRECTED(void *, mempcpy, (void *to, const void *from, size_t n))
{
	copy(to, from, n, CALLER);
	return (char *)to + n;
}

REDIRECTED(void, bcopy, (const void *from, void *to, size_t n))
{
	copy(to, from, n, CALLER);
}

REDIRECTED(void *, memset, (void *to, int c, size_t n))
{
	access_memory(to, n, true, CALLER);
	return memset(to, c, n);
}

REDIRECTED(void, bzero, (void *to, size_t n))
{
	access_memory(to, n, true, CALLER);
	memset(to, 0, n);
}

REDIRECTED(int, memcmp, (const void *a, const void *b, size_t n))
{
	access_memory(a, n, false, CALLER);
	access_memory(b, n, false, CALLER);
	return memcmp(a, b, n);
}

REDIRECTED(int, bcmp, (const void *a, const void *b, size_t n))
{
	access_memory(a, n, false, CALLER);
	access_memory(b, n, false, CALLER);
	return memcmp(a, b, n);
}

REDIRECTED(void *, memchr, (const void *p, int c, size_t n))
{
	access_memory(p, n, false, CALLER);
	return memchr(p, c, n);
}

REDIRECTED(void *, memrchr, (const void *p, int c, size_t n))
{
	access_memory(p, n, false, CALLER);
	return memrchr(p, c, n);
}

REDIRECTED(void *, memmem, (const void *p, size_t n, const void *part, size_t size))
{
	access_memory(p, n, false, CALLER);
	access_memory(part, size, false, CALLER);
	return memmem(p, n, part, size);
}

REDIRECTED(void *, memccpy, (void *to, const void *from, int c, size_t n))
{
	const char *end = memchr(from, c, n);
	size_t size = end ? (size_t)(end + 1 - (const char *)from) : n;

	copy(to, from, size, CALLER);
	return end ? (char *)to + size : NULL;
}

/* By the other names that headers give them. */
ALSO(__mempcpy, mempcpy);
