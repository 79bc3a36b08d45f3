// SPDX-License-Identifier: MIT
/*
 * Output by several threads: the order of lines is part of what a program does, so each call is a step.  What the program
 * calls (see libc.h) tells moreover of the memory that is written out.
 */
#include <stdio.h>

#include "io.h"
#include "libc.h"
#include "libc_format.h"
#include "real.h"
#include "signals.h"
#include "streams.h"

int __vfprintf_chk(FILE *file, int flag, const char *format, va_list list);

/* Around what is done without libc's lock.  A pipe that is ready has room for as much as libc holds of it. */
static void
before(FILE *file, uintptr_t pc)
{
	if (!shim_on()) {
		real_init();
		real.flockfile(file);
		return;
	}
	streams_point(file, pc);
	if (UNLIKELY(streams_block(file))) {
		io_wait_fd(fileno(file), POLLOUT, pc);
		io_sends(fileno(file));
	}
}

static void
after(FILE *file)
{
	if (!shim_on()) {
		real.funlockfile(file);
		return;
	}
	if (UNLIKELY(streams_block(file))) {
		io_changed();
	}
	if (UNLIKELY(hz.self->pending_signals)) {
		signals_deliver();
	}
}

static int
print(FILE *file, int flag, const char *format, va_list list, uintptr_t pc)
{
	int n;

	before(file, pc);
	n = __vfprintf_chk(file, flag, format, list);
	after(file);
	return n;
}

EXPORT int
vfprintf(FILE *restrict file, const char *restrict format, va_list list)
{
	return print(file, 0, format, list, CALLER);
}

EXPORT int
vprintf(const char *restrict format, va_list list)
{
	return print(stdout, 0, format, list, CALLER);
}

REDIRECTED(int, vfprintf, (FILE *restrict file, const char *restrict format, va_list list))
{
	libc_format_prints(format, list, CALLER);
	return print(file, 0, format, list, CALLER);
}

REDIRECTED(int, vprintf, (const char *restrict format, va_list list))
{
	libc_format_prints(format, list, CALLER);
	return print(stdout, 0, format, list, CALLER);
}

/* With arguments behind the format. */
#define PRINT(told, file, flag, format)                   \
	va_list list;                                     \
	int n;                                            \
	va_start(list, format);                           \
	if (told) {                                       \
		libc_format_prints(format, list, CALLER); \
	}                                                 \
	n = print(file, flag, format, list, CALLER);      \
	va_end(list);                                     \
	return n

EXPORT int
printf(const char *restrict format, ...)
{
	PRINT(false, stdout, 0, format);
}

EXPORT int
fprintf(FILE *restrict file, const char *restrict format, ...)
{
	PRINT(false, file, 0, format);
}

REDIRECTED(int, printf, (const char *restrict format, ...))
{
	PRINT(true, stdout, 0, format);
}

REDIRECTED(int, fprintf, (FILE *restrict file, const char *restrict format, ...))
{
	PRINT(true, file, 0, format);
}

int __printf_chk(int flag, const char *format, ...);
int __fprintf_chk(FILE *file, int flag, const char *format, ...);

EXPORT int
__printf_chk(int flag, const char *format, ...)
{
	PRINT(false, stdout, flag, format);
}

EXPORT int
__fprintf_chk(FILE *file, int flag, const char *format, ...)
{
	PRINT(false, file, flag, format);
}

static int
put_line(const char *s, uintptr_t pc)
{
	int n;

	before(stdout, pc);
	n = fputs_unlocked(s, stdout) < 0 || putc_unlocked('\n', stdout) < 0 ? EOF : 1;
	after(stdout);
	return n;
}

static int
put_string(const char *s, FILE *file, uintptr_t pc)
{
	int n;

	before(file, pc);
	n = fputs_unlocked(s, file);
	after(file);
	return n;
}

static int
put_byte(int c, FILE *file, uintptr_t pc)
{
	int n;

	before(file, pc);
	n = putc_unlocked(c, file);
	after(file);
	return n;
}

static size_t
put_block(const void *p, size_t size, size_t n, FILE *file, uintptr_t pc)
{
	before(file, pc);
	n = fwrite_unlocked(p, size, n, file);
	after(file);
	return n;
}

EXPORT int
puts(const char *s)
{
	return put_line(s, CALLER);
}

REDIRECTED(int, puts, (const char *s))
{
	libc_reads(s, CALLER);
	return put_line(s, CALLER);
}

EXPORT int
fputs(const char *restrict s, FILE *restrict file)
{
	return put_string(s, file, CALLER);
}

REDIRECTED(int, fputs, (const char *restrict s, FILE *restrict file))
{
	libc_reads(s, CALLER);
	return put_string(s, file, CALLER);
}

EXPORT int
putchar(int c)
{
	return put_byte(c, stdout, CALLER);
}

EXPORT int
fputc(int c, FILE *file)
{
	return put_byte(c, file, CALLER);
}

EXPORT int
putc(int c, FILE *file)
{
	return put_byte(c, file, CALLER);
}

EXPORT size_t
fwrite(const void *restrict p, size_t size, size_t n, FILE *restrict file)
{
	return put_block(p, size, n, file, CALLER);
}

REDIRECTED(size_t, fwrite, (const void *restrict p, size_t size, size_t n, FILE *restrict file))
{
	access_memory(p, size * n, false, CALLER);
	return put_block(p, size, n, file, CALLER);
}

EXPORT int
fflush(FILE *file)
{
	int n;

	if (!shim_on() || !file || !streams_block(file)) {
		real_init();
		return real.fflush(file);
	}
	before(file, CALLER);
	n = fflush_unlocked(file);
	after(file);
	return n;
}

EXPORT int
fclose(FILE *file)
{
	bool blocks = streams_block(file);
	int n;

	real_init();
	if (shim_on() && (file == stdin || file == stdout || file == stderr)) {
		return real.fflush(file); /* what it wrote is still to be looked at */
	}
	if (blocks) {
		before(file, CALLER);
	}
	n = real.fclose(file);
	if (blocks) {
		io_changed();
	}
	return n;
}

/* By the other names that headers give them. */
ALSO(fwrite_unlocked, fwrite);
ALSO(fputs_unlocked, fputs);
