// SPDX-License-Identifier: MIT
/* Strings: copied, compared, looked through, taken apart, taken for numbers. */
#include <stdlib.h>

#include "alloc.h"
#include "libc.h"

/* As much as will be copied of a short string, read before the place it goes to is written: another may come in between. */
struct text {
	char short_one[256];
	const char *at;
	size_t size; /* without the last 0 */
};

static void
take(struct text *t, const char *from, size_t most, uintptr_t pc)
{
	size_t n = strnlen(from, most);

	t->at = from;
	t->size = n;
	if (LIKELY(!shim_several)) {
		return;
	}
	access_memory(from, n < most ? n + 1 : n, false, pc);
	t->size = n = strnlen(from, most);
	if (n <= sizeof t->short_one) {
		t->at = memcpy(t->short_one, from, n);
	}
}

/* With its 0. */
static char *
put(const struct text *t, char *to, uintptr_t pc)
{
	access_memory(to, t->size + 1, true, pc);
	memmove(to, t->at, t->size);
	to[t->size] = '\0';
	return to + t->size;
}

/* Exactly n bytes, filled with 0. */
static char *
put_field(const struct text *t, char *to, size_t n, uintptr_t pc)
{
	access_memory(to, n, true, pc);
	memmove(to, t->at, t->size);
	memset(to + t->size, 0, n - t->size);
	return to + t->size;
}

REDIRECTED(char *, strcpy, (char *to, const char *from))
{
	struct text t;

	take(&t, from, SIZE_MAX, CALLER);
	put(&t, to, CALLER);
	return to;
}

REDIRECTED(char *, stpcpy, (char *to, const char *from))
{
	struct text t;

	take(&t, from, SIZE_MAX, CALLER);
	return put(&t, to, CALLER);
}

REDIRECTED(char *, strncpy, (char *to, const char *from, size_t n))
{
	struct text t;

	take(&t, from, n, CALLER);
	put_field(&t, to, n, CALLER);
	return to;
}

REDIRECTED(char *, stpncpy, (char *to, const char *from, size_t n))
{
	struct text t;

	take(&t, from, n, CALLER);
	return put_field(&t, to, n, CALLER);
}

REDIRECTED(char *, strcat, (char *to, const char *from))
{
	struct text t;

	take(&t, from, SIZE_MAX, CALLER);
	libc_reads(to, CALLER);
	put(&t, to + strlen(to), CALLER);
	return to;
}

REDIRECTED(char *, strncat, (char *to, const char *from, size_t n))
{
	struct text t;

	take(&t, from, n, CALLER);
	libc_reads(to, CALLER);
	put(&t, to + strlen(to), CALLER);
	return to;
}

static char *
copy_of(const char *s, size_t most, uintptr_t pc)
{
	struct text t;
	char *copy;

	take(&t, s, most, pc);
	copy = alloc_at(t.size + 1, (void *)pc);
	if (copy) {
		memcpy(copy, t.at, t.size);
		copy[t.size] = '\0';
	}
	return copy;
}

REDIRECTED(char *, strdup, (const char *s))
{
	return copy_of(s, SIZE_MAX, CALLER);
}

REDIRECTED(char *, strndup, (const char *s, size_t n))
{
	return copy_of(s, n, CALLER);
}

REDIRECTED(size_t, strlen, (const char *s))
{
	libc_reads(s, CALLER);
	return strlen(s);
}

REDIRECTED(size_t, strnlen, (const char *s, size_t n))
{
	access_memory(s, strnlen(s, n), false, CALLER);
	return strnlen(s, n);
}

/* Reads all of its two strings. */
#define OF_TWO(type, name)                                     \
	REDIRECTED(type, name, (const char *a, const char *b)) \
	{                                                      \
		libc_reads(a, CALLER);                         \
		libc_reads(b, CALLER);                         \
		return (type)name(a, b);                       \
	}

OF_TWO(int, strcmp)
OF_TWO(int, strcasecmp)
OF_TWO(int, strcoll)
OF_TWO(char *, strstr)
OF_TWO(char *, strcasestr)
OF_TWO(char *, strpbrk)
OF_TWO(size_t, strspn)
OF_TWO(size_t, strcspn)

#define OF_TWO_PARTS(name)                                              \
	REDIRECTED(int, name, (const char *a, const char *b, size_t n)) \
	{                                                               \
		access_memory(a, strnlen(a, n), false, CALLER);         \
		access_memory(b, strnlen(b, n), false, CALLER);         \
		return name(a, b, n);                                   \
	}

OF_TWO_PARTS(strncmp)
OF_TWO_PARTS(strncasecmp)

#define LOOKS_FOR(name)                                  \
	REDIRECTED(char *, name, (const char *s, int c)) \
	{                                                \
		libc_reads(s, CALLER);                   \
		return (char *)name(s, c);               \
	}

LOOKS_FOR(strchr)
LOOKS_FOR(strrchr)
LOOKS_FOR(strchrnul)
LOOKS_FOR(index)
LOOKS_FOR(rindex)

/* The next word of the string at *rest, made to end. */
static char *
word(char *s, const char *between, char **rest, uintptr_t pc)
{
	libc_reads(between, pc);
	libc_reads(s, pc);
	s += strspn(s, between);
	if (*s) {
		char *end = s + strcspn(s, between);

		if (*end) {
			access_memory(end, 1, true, pc);
			*end++ = '\0';
		}
		libc_uses(rest, sizeof *rest, true, pc);
		*rest = end;
		return s;
	}
	libc_uses(rest, sizeof *rest, true, pc);
	*rest = s;
	return NULL;
}

/* Where strtok goes on: the state of libc's own, which nobody protects. */
static char *strtok_rest;

REDIRECTED(char *, strtok, (char *s, const char *between))
{
	if (!s) {
		libc_uses(&strtok_rest, sizeof strtok_rest, false, CALLER);
		s = strtok_rest;
	}
	return s ? word(s, between, &strtok_rest, CALLER) : NULL;
}

REDIRECTED(char *, strtok_r, (char *s, const char *between, char **rest))
{
	if (!s) {
		libc_uses(rest, sizeof *rest, false, CALLER);
		s = *rest;
	}
	return s ? word(s, between, rest, CALLER) : NULL;
}

#define TO_NUMBER(type, name)                                         \
	REDIRECTED(type, name, (const char *s, char **end, int base)) \
	{                                                             \
		libc_reads(s, CALLER);                                \
		libc_uses(end, sizeof *end, true, CALLER);            \
		return name(s, end, base);                            \
	}

TO_NUMBER(long, strtol)
TO_NUMBER(long long, strtoll)
TO_NUMBER(unsigned long, strtoul)
TO_NUMBER(unsigned long long, strtoull)

#define TO_REAL(type, name)                                 \
	REDIRECTED(type, name, (const char *s, char **end)) \
	{                                                   \
		libc_reads(s, CALLER);                      \
		libc_uses(end, sizeof *end, true, CALLER);  \
		return name(s, end);                        \
	}

TO_REAL(float, strtof)
TO_REAL(double, strtod)
TO_REAL(long double, strtold)

#define OF_ONE(type, name)                      \
	REDIRECTED(type, name, (const char *s)) \
	{                                       \
		libc_reads(s, CALLER);          \
		return name(s);                 \
	}

OF_ONE(int, atoi)
OF_ONE(long, atol)
OF_ONE(long long, atoll)
OF_ONE(double, atof)

/* By the other names that headers give them. */
ALSO(__isoc23_strtol, strtol);
ALSO(__isoc23_strtoll, strtoll);
ALSO(__isoc23_strtoul, strtoul);
ALSO(__isoc23_strtoull, strtoull);
ALSO(__strdup, strdup);
ALSO(__strtok_r, strtok_r);
ALSO(__stpcpy, stpcpy);
