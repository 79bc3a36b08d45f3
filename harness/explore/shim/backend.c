// SPDX-License-Identifier: MIT
#include "backend.h"

#include <errno.h>
#include <limits.h>
#include <linux/futex.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "access.h"
#include "fiber.h"
#include "filter.h"
#include "pthreads.h"
#include "real.h"
#include "reset.h"
#include "schedule.h"
#include "watch.h"

static struct {
	int (*main)(int, char **, char **);
	int argc;
	char **argv, **envp;
	uint32_t stack_size;
} program;

void
backend_main_is(int (*main)(int, char **, char **), int argc, char **argv, char **envp)
{
	program.main = main;
	program.argc = argc;
	program.argv = argv;
	program.envp = envp;
}

bool
backend_setup(uint32_t stack_size, const char **why)
{
	program.stack_size = stack_size;
	if (hz.backend == PROTO_THREAD_FORK) {
		return true;
	}
#if SHIM_FIBERS
	return fiber_setup(stack_size, why);
#else
	*why = "fibers are for x86-64";
	return false;
#endif
}

static noreturn void
main_run(void)
{
	exit(program.main(program.argc, program.argv, program.envp));
}

static long
futex(uint32_t *word, int op, uint32_t value)
{
	return real.syscall(SYS_futex, word, op | FUTEX_PRIVATE_FLAG, value, NULL, NULL, 0);
}

static void
await_turn(struct thread *t)
{
	while (__atomic_load_n(&t->turn, __ATOMIC_ACQUIRE) == 0) {
		futex(&t->turn, FUTEX_WAIT, 0);
	}
	__atomic_store_n(&t->turn, 0, __ATOMIC_RELAXED);
}

static void
give_turn(struct thread *t)
{
	__atomic_store_n(&t->turn, 1, __ATOMIC_RELEASE);
	futex(&t->turn, FUTEX_WAKE, 1);
}

void
backend_hand_over(struct thread *from, struct thread *to)
{
	int saved = errno;

	give_turn(to);
	/* One that has ended waits for ever: the end of a kernel thread would run libc's code outside of the schedule. */
	await_turn(from);
	errno = saved;
}

static void *
real_start(void *argument)
{
	struct thread *t = argument;

	await_turn(t);
	thread_run();
}

bool
backend_make(struct thread *t, bool detached)
{
	pthread_attr_t attributes;
	bool made;

	(void)detached;
#if SHIM_FIBERS
	if (hz.backend != PROTO_THREAD_FORK) {
		fiber_make(t, NULL);
		return true;
	}
#endif
	pthread_attr_init(&attributes);
	pthread_attr_setstacksize(&attributes, program.stack_size);
	made = real.pthread_create(&t->handle, &attributes, real_start, t) == 0;
	pthread_attr_destroy(&attributes);
	if (made) {
		void *low;
		size_t size;

		real.pthread_getattr_np(t->handle, &attributes);
		pthread_attr_getstack(&attributes, &low, &size);
		pthread_attr_destroy(&attributes);
		t->stack_low = (uintptr_t)low;
		t->stack_high = t->own_high = (uintptr_t)low + size;
	}
	return made;
}

noreturn void
backend_finish(void)
{
#if SHIM_FIBERS
	if (hz.backend == PROTO_FIBER_RESET) {
		fiber_switch(hz.self, &hz.explorer);
	}
#endif
	syscall(SYS_exit_group, 0);
	__builtin_trap();
}

static void
prepare_main(void)
{
	struct thread *t = &hz.threads[0];

	memset(t, 0, offsetof(struct thread, keys));
	hz.self = t;
	hz.quiet = hz.quiet_of = ACCESS_QUIET;
	hz.gave_way = 0;
	filter_restamp(t);
	pthreads_begin();
}

/* In the process that runs the schedule; returns after it with fibers and reset only. */
static void
enter(void)
{
	struct thread *t = &hz.threads[0];
	uintptr_t here = (uintptr_t)__builtin_frame_address(0);

#if SHIM_FIBERS
	if (hz.backend != PROTO_THREAD_FORK) {
		fiber_make(t, main_run);
		hz.explorer.fs = t->fs;
		shim_active = true;
		fiber_switch(&hz.explorer, t);
		return;
	}
#endif
	t->handle = pthread_self();
	t->stack_low = here - ((uintptr_t)4 << 20);
	t->stack_high = t->own_high = here;
	shim_active = true;
	main_run();
}

/* What became of the child says it all where it never came to sched_finish(). */
static void
run_in_child(void)
{
	int status = 0;
	pid_t child = real.fork();

	if (child == 0) {
		watch_start();
		enter();
		__builtin_trap();
	}
	if (child < 0) {
		hz.ending = PROTO_LIMIT;
		strcpy(hz.message, "fork failed");
		return;
	}
	while (real.wait4(child, &status, 0, NULL) < 0 && errno == EINTR) {
	}
	if (hz.ending != PROTO_NONE) {
		return;
	}
	if (WIFSIGNALED(status) && WTERMSIG(status) != SIGKILL) {
		hz.ending = PROTO_CRASH;
		hz.signal = WTERMSIG(status);
		strcpy(hz.message, "killed by a signal that no handler got");
		return;
	}
	hz.ending = PROTO_LIMIT;
	strcpy(hz.message, WIFSIGNALED(status) ? "killed (memory?)"
					       : "left the schedule by a way that is not modelled");
}

void
backend_run(void)
{
	prepare_main();
	if (hz.backend != PROTO_FIBER_RESET) {
		run_in_child();
		return;
	}
	enter();
	reset_restore();
}

void
backend_leave(void)
{
	shim_active = false;
	shim_several = false;
}
