// SPDX-License-Identifier: MIT
/*
 * Functions of libc that read and write the program's memory: its objects are made to call these (objcopy
 * --redefine-syms=redefine.syms), since libc itself is not instrumented.
 */
#include <string.h>

#include "access.h"
#include "alloc.h"

void *__tsan_memcpy(void *to, const void *from, size_t n);
void *__tsan_memmove(void *to, const void *from, size_t n);
void *__tsan_memset(void *to, int c, size_t n);
int __tsan_memcmp(const void *a, const void *b, size_t n);
void *__tsan_memchr(const void *p, int c, size_t n);
size_t __tsan_strlen(const char *s);
char *__tsan_strcpy(char *to, const char *from);
char *__tsan_strncpy(char *to, const char *from, size_t n);
char *__tsan_strcat(char *to, const char *from);
int __tsan_strcmp(const char *a, const char *b);
int __tsan_strncmp(const char *a, const char *b, size_t n);
char *__tsan_strchr(const char *s, int c);
char *__tsan_strrchr(const char *s, int c);
char *__tsan_strstr(const char *s, const char *part);
char *__tsan_strdup(const char *s);

EXPORT void *
__tsan_memcpy(void *to, const void *from, size_t n)
{
	access_memory(from, n, false, CALLER);
	access_memory(to, n, true, CALLER);
	return memcpy(to, from, n);
}

EXPORT void *
__tsan_memmove(void *to, const void *from, size_t n)
{
	access_memory(from, n, false, CALLER);
	access_memory(to, n, true, CALLER);
	return memmove(to, from, n);
}

EXPORT void *
__tsan_memset(void *to, int c, size_t n)
{
	access_memory(to, n, true, CALLER);
	return memset(to, c, n);
}

EXPORT int
__tsan_memcmp(const void *a, const void *b, size_t n)
{
	access_memory(a, n, false, CALLER);
	access_memory(b, n, false, CALLER);
	return memcmp(a, b, n);
}

EXPORT void *
__tsan_memchr(const void *p, int c, size_t n)
{
	access_memory(p, n, false, CALLER);
	return memchr(p, c, n);
}

/* Strings: how much is read is known only after another thread may have changed it, so read first, then ask again. */
static void
reads(const char *s, uintptr_t pc)
{
	access_memory(s, strlen(s) + 1, false, pc);
}

EXPORT size_t
__tsan_strlen(const char *s)
{
	reads(s, CALLER);
	return strlen(s);
}

EXPORT char *
__tsan_strcpy(char *to, const char *from)
{
	reads(from, CALLER);
	access_memory(to, strlen(from) + 1, true, CALLER);
	return strcpy(to, from);
}

EXPORT char *
__tsan_strncpy(char *to, const char *from, size_t n)
{
	access_memory(from, strnlen(from, n), false, CALLER);
	access_memory(to, n, true, CALLER);
	return strncpy(to, from, n);
}

EXPORT char *
__tsan_strcat(char *to, const char *from)
{
	reads(from, CALLER);
	reads(to, CALLER);
	access_memory(to + strlen(to), strlen(from) + 1, true, CALLER);
	return strcat(to, from);
}

EXPORT int
__tsan_strcmp(const char *a, const char *b)
{
	reads(a, CALLER);
	reads(b, CALLER);
	return strcmp(a, b);
}

EXPORT int
__tsan_strncmp(const char *a, const char *b, size_t n)
{
	access_memory(a, strnlen(a, n), false, CALLER);
	access_memory(b, strnlen(b, n), false, CALLER);
	return strncmp(a, b, n);
}

EXPORT char *
__tsan_strchr(const char *s, int c)
{
	reads(s, CALLER);
	return strchr(s, c);
}

EXPORT char *
__tsan_strrchr(const char *s, int c)
{
	reads(s, CALLER);
	return strrchr(s, c);
}

EXPORT char *
__tsan_strstr(const char *s, const char *part)
{
	reads(s, CALLER);
	reads(part, CALLER);
	return strstr(s, part);
}

EXPORT char *
__tsan_strdup(const char *s)
{
	size_t size;
	char *copy;

	reads(s, CALLER);
	size = strlen(s) + 1;
	copy = alloc_at(size, __builtin_return_address(0));
	return copy ? memcpy(copy, s, size) : NULL;
}
