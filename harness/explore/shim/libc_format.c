// SPDX-License-Identifier: MIT
#include "libc_format.h"

#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

#include "libc.h"

enum length { PLAIN, CHAR, SHORT, LONG, LONG_LONG, SIZE, MAX, PTRDIFF, LONG_DOUBLE };

/* One conversion specification. */
struct conversion {
	char letter; /* 0: the format ends */
	enum length length;
	bool suppressed; /* scanf's * */
	bool allocates;  /* scanf's m */
	int stars;       /* printf's * for the width and the precision: an int argument each */
	bool precise, starred; /* a precision was given; as * */
	size_t width, precision;
	bool positional; /* %1$d */
};

static enum length
length_of(const char **at)
{
	const char *f = *at;

	switch (*f) {
	case 'h':
		*at += f[1] == 'h' ? 2 : 1;
		return f[1] == 'h' ? CHAR : SHORT;
	case 'l':
		*at += f[1] == 'l' ? 2 : 1;
		return f[1] == 'l' ? LONG_LONG : LONG;
	case 'q':
	case 'L':
		++*at;
		return LONG_DOUBLE;
	case 'j':
		++*at;
		return MAX;
	case 'z':
	case 'Z':
		++*at;
		return SIZE;
	case 't':
		++*at;
		return PTRDIFF;
	default:
		return PLAIN;
	}
}

static size_t
number(const char **at)
{
	char *end;
	size_t n = strtoul(*at, &end, 10);

	*at = end;
	return n;
}

/* The next one from `f` on; returns what follows it. */
static const char *
next(const char *f, struct conversion *c, bool scans)
{
	*c = (struct conversion){0};
	while (*f && *f != '%') {
		f++;
	}
	if (!*f++) {
		return f - 1;
	}
	for (; !scans && strchr("-+ #0'I", *f) && *f; f++) {
	}
	for (; scans && (*f == '*' || *f == '\'' || *f == 'm'); f++) {
		c->suppressed |= *f == '*';
		c->allocates |= *f == 'm';
	}
	if (*f == '*') {
		c->stars++;
		f++;
	} else if (*f >= '0' && *f <= '9') {
		c->width = number(&f);
		c->positional = *f == '$';
	}
	if (*f == '.' && !scans) {
		f++;
		c->precise = true;
		c->starred = *f == '*';
		c->precision = c->starred ? 0 : number(&f);
		c->stars += c->starred;
		f += c->starred;
	}
	if (scans && *f == 'm') {
		c->allocates = true;
		f++;
	}
	c->length = length_of(&f);
	c->letter = *f;
	return *f ? f + 1 : f;
}

/* What lies between the brackets, from behind the first one. */
static const char *
after_set(const char *f)
{
	f += *f == '^';
	f += *f == ']';
	while (*f && *f != ']') {
		f++;
	}
	return *f ? f + 1 : f;
}

static size_t
integer_size(enum length l)
{
	switch (l) {
	case CHAR:
		return sizeof(char);
	case SHORT:
		return sizeof(short);
	case LONG:
	case LONG_LONG:
	case LONG_DOUBLE: /* with an integer: as ll */
		return sizeof(long long);
	case SIZE:
		return sizeof(size_t);
	case MAX:
		return sizeof(intmax_t);
	case PTRDIFF:
		return sizeof(ptrdiff_t);
	default:
		return sizeof(int);
	}
}

static void
prints_string(const struct conversion *c, const char *s, int precision, uintptr_t pc)
{
	size_t most = c->starred && precision >= 0 ? (size_t)precision
		      : c->precise && !c->starred  ? c->precision
						   : SIZE_MAX;
	size_t n;

	if (!s) {
		return;
	}
	if (c->letter == 'S' || c->length == LONG) {
		access_memory(s, (wcslen((const wchar_t *)(const void *)s) + 1) * sizeof(wchar_t),
			false, pc);
		return;
	}
	n = strnlen(s, most);
	access_memory(s, n < most ? n + 1 : n, false, pc);
}

void
libc_format_prints(const char *format, va_list list, uintptr_t pc)
{
	struct conversion c;
	va_list args;

	if (LIKELY(!shim_several)) {
		return;
	}
	va_copy(args, list);
	for (const char *f = next(format, &c, false); c.letter && !c.positional;
		f = next(f, &c, false)) {
		int star = 0;

		for (int i = 0; i < c.stars; i++) {
			star = va_arg(args, int);
		}
		switch (c.letter) {
		case '%':
		case 'm':
			break;
		case 's':
		case 'S':
			prints_string(&c, va_arg(args, const char *), star, pc);
			break;
		case 'n':
			libc_uses(va_arg(args, void *), integer_size(c.length), true, pc);
			break;
		case 'p':
			(void)va_arg(args, void *);
			break;
		case 'a':
		case 'A':
		case 'e':
		case 'E':
		case 'f':
		case 'F':
		case 'g':
		case 'G':
			if (c.length == LONG_DOUBLE) {
				(void)va_arg(args, long double);
			} else {
				(void)va_arg(args, double);
			}
			break;
		default:
			if (integer_size(c.length) > sizeof(int)) {
				(void)va_arg(args, long long);
			} else {
				(void)va_arg(args, int);
			}
		}
	}
	va_end(args);
}

/* Bytes that a conversion writes, where the format says it; 0: hangs on the input. */
static size_t
scanned_size(const struct conversion *c)
{
	switch (c->letter) {
	case 's':
	case 'S':
	case '[':
		return c->allocates ? sizeof(char *) : 0;
	case 'c':
	case 'C':
		return c->allocates ? sizeof(char *) : c->width ? c->width : 1;
	case 'a':
	case 'A':
	case 'e':
	case 'E':
	case 'f':
	case 'F':
	case 'g':
	case 'G':
		return c->length == LONG_DOUBLE ? sizeof(long double)
		       : c->length == LONG      ? sizeof(double)
						: sizeof(float);
	case 'p':
		return sizeof(void *);
	default:
		return integer_size(c->length);
	}
}

void
libc_format_scans(const char *format, va_list list, int assigned, bool after, uintptr_t pc)
{
	struct conversion c;
	va_list args;

	if (LIKELY(!shim_several)) {
		return;
	}
	va_copy(args, list);
	for (const char *f = next(format, &c, true); c.letter && !c.positional;
		f = next(f, &c, true)) {
		size_t size = scanned_size(&c);
		char *to;

		f = c.letter == '[' ? after_set(f) : f;
		if (c.letter == '%' || c.suppressed) {
			continue;
		}
		to = va_arg(args, char *);
		if (!after && size) {
			libc_uses(to, size, true, pc);
		} else if (after && !size && assigned > 0) {
			libc_uses(to, strlen(to) + 1, true, pc);
		}
		assigned -= c.letter != 'n';
	}
	va_end(args);
}

/* To memory: its length is known when the strings were read, and again when the memory is written. */
static int
print(char *to, size_t size, const char *format, va_list list, uintptr_t pc)
{
	if (UNLIKELY(shim_several) && size > 0) {
		va_list again;
		int n;

		libc_format_prints(format, list, pc);
		va_copy(again, list);
		n = vsnprintf(NULL, 0, format, again);
		va_end(again);
		access_memory(to, n >= 0 && (size_t)n < size ? (size_t)n + 1 : size, true, pc);
	}
	return size == SIZE_MAX ? vsprintf(to, format, list) : vsnprintf(to, size, format, list);
}

static int
scan(const char *from, const char *format, va_list list, uintptr_t pc)
{
	va_list again;
	int n;

	libc_reads(from, pc);
	libc_format_scans(format, list, 0, false, pc);
	va_copy(again, list);
	n = vsscanf(from, format, again);
	va_end(again);
	libc_format_scans(format, list, n, true, pc);
	return n;
}

REDIRECTED(int, vsnprintf, (char *to, size_t size, const char *format, va_list list))
{
	return print(to, size, format, list, CALLER);
}

REDIRECTED(int, vsprintf, (char *to, const char *format, va_list list))
{
	return print(to, SIZE_MAX, format, list, CALLER);
}

REDIRECTED(int, vsscanf, (const char *from, const char *format, va_list list))
{
	return scan(from, format, list, CALLER);
}

#define WITH_LIST(result, last, call) \
	va_list list;                 \
	va_start(list, last);         \
	result = call;                \
	va_end(list)

REDIRECTED(int, snprintf, (char *to, size_t size, const char *format, ...))
{
	int n;

	WITH_LIST(n, format, print(to, size, format, list, CALLER));
	return n;
}

REDIRECTED(int, sprintf, (char *to, const char *format, ...))
{
	int n;

	WITH_LIST(n, format, print(to, SIZE_MAX, format, list, CALLER));
	return n;
}

REDIRECTED(int, sscanf, (const char *from, const char *format, ...))
{
	int n;

	WITH_LIST(n, format, scan(from, format, list, CALLER));
	return n;
}

REDIRECTED(int, vasprintf, (char **to, const char *format, va_list list))
{
	libc_format_prints(format, list, CALLER);
	libc_uses(to, sizeof *to, true, CALLER);
	return vasprintf(to, format, list);
}

REDIRECTED(int, asprintf, (char **to, const char *format, ...))
{
	int n;

	WITH_LIST(n, format, __tsan_vasprintf(to, format, list));
	return n;
}

/* By the other names that headers give them. */
ALSO(__isoc99_sscanf, sscanf);
ALSO(__isoc23_sscanf, sscanf);
ALSO(__isoc99_vsscanf, vsscanf);
ALSO(__isoc23_vsscanf, vsscanf);
