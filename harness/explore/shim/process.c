// SPDX-License-Identifier: MIT
/* How a program ends, forks, and asks the kernel for what a reset has to undo. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "backend.h"
#include "destructors.h"
#include "findings.h"
#include "pthreads.h"
#include "real.h"
#include "reset.h"
#include "schedule.h"

static noreturn void
finish(int code)
{
	hz.exit_code = code & 0xff;
	sched_finish(hz.exit_code == 0 ? PROTO_OK : PROTO_BAD_EXIT, NULL);
}

/* The end of the process is the end of all threads: what they have not done by now they never do. */
static void
point(uintptr_t pc)
{
	struct op op = {.kind = OP_ANY, .pc = pc};

	if (shim_several) {
		sched_step(&op);
	}
}

EXPORT noreturn void
exit(int code)
{
	if (!shim_on()) {
		real_init();
		real.exit(code);
		__builtin_unreachable();
	}
	point(CALLER);
	hz.exiting = true;
	while (hz.registered.at_exit > 0) {
		struct handler h = hz.registered.exit_handlers[--hz.registered.at_exit];

		h.f(h.argument);
	}
	destructors_run();
	pthreads_leaked(); /* now, since a handler may be what joins them */
	finish(code);
}

EXPORT noreturn void
quick_exit(int code)
{
	if (!shim_on()) {
		real_init();
		real.quick_exit(code);
		__builtin_unreachable();
	}
	point(CALLER);
	while (hz.registered.at_quick_exit > 0) {
		struct handler h = hz.registered.quick_handlers[--hz.registered.at_quick_exit];

		h.f(h.argument);
	}
	finish(code);
}

EXPORT noreturn void
_exit(int code)
{
	if (!shim_on()) {
		syscall(SYS_exit_group, code);
		__builtin_unreachable();
	}
	point(CALLER);
	hz.no_flush = true;
	finish(code);
}

EXPORT noreturn void
_Exit(int code)
{
	_exit(code);
}

EXPORT noreturn void
abort(void)
{
	if (!shim_on()) {
		real_init();
		real.abort();
		__builtin_unreachable();
	}
	point(CALLER);
	findings_end(OP_NONE, 0, CALLER);
	hz.signal = SIGABRT;
	sched_finish(PROTO_ASSERTION, "abort");
}

noreturn void __assert_fail(
	const char *expression, const char *file, unsigned line, const char *function);

EXPORT noreturn void
__assert_fail(const char *expression, const char *file, unsigned line, const char *function)
{
	char message[PROTO_LINE];

	snprintf(message, sizeof message, "assertion `%s' failed at %s:%u (%s)", expression, file,
		line, function);
	if (!shim_on()) {
		fprintf(stderr, "%s\n", message);
		abort();
	}
	point(CALLER);
	findings_end(OP_NONE, 0, CALLER);
	hz.signal = SIGABRT;
	sched_finish(PROTO_ASSERTION, message);
}

static int
add(struct handler *list, uint32_t *count, void (*f)(void *), void *argument)
{
	if (*count == HANDLERS) {
		return -1;
	}
	list[(*count)++] = (struct handler){f, argument};
	return 0;
}

int __cxa_atexit(void (*f)(void *), void *argument, void *object);
int __cxa_at_quick_exit(void (*f)(void *), void *object);

EXPORT int
__cxa_atexit(void (*f)(void *), void *argument, void *object)
{
	real_init();
	if (!shim_on()) {
		destructors_registered();
		return real.__cxa_atexit(f, argument, object);
	}
	return add(hz.registered.exit_handlers, &hz.registered.at_exit, f, argument);
}

EXPORT int
__cxa_at_quick_exit(void (*f)(void *), void *object)
{
	real_init();
	return shim_on() ? add(hz.registered.quick_handlers, &hz.registered.at_quick_exit, f, NULL)
			 : real.__cxa_at_quick_exit(f, object);
}

EXPORT void *
mmap(void *at, size_t size, int protection, int flags, int fd, off_t offset)
{
	void *m;

	real_init();
	m = real.mmap(at, size, protection, flags, fd, offset);
	if (shim_on()) {
		reset_mapped(m, size);
		if (flags & MAP_FIXED && at) {
			reset_impossible("mmap over what was there (MAP_FIXED)");
		}
	}
	return m;
}

EXPORT void *
mmap64(void *at, size_t size, int protection, int flags, int fd, off_t offset)
{
	return mmap(at, size, protection, flags, fd, offset);
}

EXPORT int
munmap(void *at, size_t size)
{
	int n = (int)syscall(SYS_munmap, at, size);

	if (shim_on() && n == 0) {
		reset_unmapped(at, size);
	}
	return n;
}

EXPORT int
chdir(const char *path)
{
	if (shim_on()) {
		reset_directory();
	}
	return (int)syscall(SYS_chdir, path);
}

EXPORT mode_t
umask(mode_t mask)
{
	if (shim_on()) {
		reset_umask();
	}
	return (mode_t)syscall(SYS_umask, mask);
}

EXPORT int
dup2(int from, int to)
{
	if (shim_on()) {
		reset_closed(to);
	}
	return from == to ? (fcntl(from, F_GETFD) < 0 ? -1 : to)
			  : (int)syscall(SYS_dup3, from, to, 0);
}
