// SPDX-License-Identifier: MIT
/*
 * Output by several threads: the order of lines is part of what a program does, so each call is a step.  flockfile keeps
 * others out, by a table of our own: libc's locks are never contended here.
 */
#include <stdio.h>

#include "hb.h"
#include "real.h"
#include "schedule.h"

int __vfprintf_chk(FILE *file, int flag, const char *format, va_list list);

enum { FILES = 8 };

/* In the program's memory, so put back with it. */
static struct file_lock {
	FILE *file;
	int owner, count; /* owner: 1 + thread, 0: free */
} locks[FILES];

static struct file_lock *
find(const FILE *file)
{
	for (int i = 0; i < FILES; i++) {
		if (locks[i].file == file) {
			return &locks[i];
		}
	}
	return NULL;
}

static bool
can(const struct thread *t)
{
	const struct file_lock *l = find((const FILE *)t->want.addr);

	return !l || l->owner == 0 || l->owner == (int)t->id + 1;
}

/* Before a call that writes to `file`. */
static void
point(FILE *file, uintptr_t pc)
{
	struct op op = op_on(OP_IO, file, 1, pc);

	if (!shim_on() || !shim_several) {
		return;
	}
	if (find(file)) {
		op.kind = OP_LOCK;
		sched_wait(&op, can, 0);
	} else {
		sched_step(&op);
	}
}

EXPORT void
flockfile(FILE *file)
{
	struct op op = op_on(OP_LOCK, file, 1, CALLER);
	struct file_lock *l;

	if (!shim_on()) {
		real_init();
		real.flockfile(file);
		return;
	}
	l = find(file);
	l = l ? l : find(NULL);
	if (!l) {
		sched_unmodelled("flockfile of many files");
		return;
	}
	l->file = file;
	sched_wait(&op, can, 0);
	l->owner = (int)hz.self->id + 1;
	l->count++;
	sched_changed(file);
	hb_acquire((uintptr_t)file);
}

EXPORT int
ftrylockfile(FILE *file)
{
	const struct file_lock *l = find(file);

	if (!shim_on()) {
		real_init();
		return real.ftrylockfile(file);
	}
	if (l && l->owner != 0 && l->owner != (int)hz.self->id + 1) {
		return -1;
	}
	flockfile(file);
	return 0;
}

EXPORT void
funlockfile(FILE *file)
{
	struct op op = op_on(OP_UNLOCK, file, 1, CALLER);
	struct file_lock *l = find(file);

	if (!shim_on()) {
		real_init();
		real.funlockfile(file);
		return;
	}
	if (!l || --l->count > 0) {
		return;
	}
	sched_step(&op);
	hb_release((uintptr_t)file);
	l->owner = 0;
	sched_changed(file);
}

EXPORT int
vfprintf(FILE *restrict file, const char *restrict format, va_list list)
{
	point(file, CALLER);
	return __vfprintf_chk(file, 0, format, list);
}

EXPORT int
vprintf(const char *restrict format, va_list list)
{
	point(stdout, CALLER);
	return __vfprintf_chk(stdout, 0, format, list);
}

EXPORT int
printf(const char *restrict format, ...)
{
	va_list list;
	int n;

	point(stdout, CALLER);
	va_start(list, format);
	n = __vfprintf_chk(stdout, 0, format, list);
	va_end(list);
	return n;
}

EXPORT int
fprintf(FILE *restrict file, const char *restrict format, ...)
{
	va_list list;
	int n;

	point(file, CALLER);
	va_start(list, format);
	n = __vfprintf_chk(file, 0, format, list);
	va_end(list);
	return n;
}

int __printf_chk(int flag, const char *format, ...);
int __fprintf_chk(FILE *file, int flag, const char *format, ...);

EXPORT int
__printf_chk(int flag, const char *format, ...)
{
	va_list list;
	int n;

	point(stdout, CALLER);
	va_start(list, format);
	n = __vfprintf_chk(stdout, flag, format, list);
	va_end(list);
	return n;
}

EXPORT int
__fprintf_chk(FILE *file, int flag, const char *format, ...)
{
	va_list list;
	int n;

	point(file, CALLER);
	va_start(list, format);
	n = __vfprintf_chk(file, flag, format, list);
	va_end(list);
	return n;
}

EXPORT int
puts(const char *s)
{
	point(stdout, CALLER);
	return fputs_unlocked(s, stdout) < 0 || putc_unlocked('\n', stdout) < 0 ? EOF : 1;
}

EXPORT int
fputs(const char *restrict s, FILE *restrict file)
{
	point(file, CALLER);
	return fputs_unlocked(s, file);
}

EXPORT int
putchar(int c)
{
	point(stdout, CALLER);
	return putc_unlocked(c, stdout);
}

EXPORT int
fputc(int c, FILE *file)
{
	point(file, CALLER);
	return putc_unlocked(c, file);
}

EXPORT int
putc(int c, FILE *file)
{
	point(file, CALLER);
	return putc_unlocked(c, file);
}

EXPORT size_t
fwrite(const void *restrict p, size_t size, size_t n, FILE *restrict file)
{
	point(file, CALLER);
	return fwrite_unlocked(p, size, n, file);
}
