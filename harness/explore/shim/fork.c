// SPDX-License-Identifier: MIT
#include "fork.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "backend.h"
#include "findings.h"
#include "hook.h"
#include "io.h"
#include "mutex.h"
#include "real.h"
#include "reset.h"
#include "schedule.h"
#include "signals.h"

#ifndef SYS_pidfd_open
#define SYS_pidfd_open 434
#endif

enum { ALL = -1, PATIENCE_MS = 1000 };

/* What a child says before it ends because it would wait for ever; shared with its parent. */
struct report {
	pid_t pid; /* 0: nothing */
	struct proto_wait wait;
	bool left; /* the child forked last has its own copy of the state */
};

bool fork_child;
static struct report *report;

bool
fork_setup(void)
{
	report = shim_memory(sizeof *report);
	return report != NULL;
}

/* The child shares `hz` with the explorer no more. */
static void
leave_in_child(void)
{
#if SHIM_FIBERS
	size_t size = (sizeof(struct shim) + 4095) & ~(size_t)4095;
	/* Of megabytes only what is in use: more would cost more than the fork itself. */
	size_t used = offsetof(struct shim, threads) + hz.thread_count * sizeof *hz.threads;
	void *copy =
		real.mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	memcpy(copy, &hz, used);
	mremap(copy, size, size, MREMAP_MAYMOVE | MREMAP_FIXED, (void *)SHIM_BASE);
#endif
	backend_leave();
	hz.child_count = 0;
	fork_child = true;
	__atomic_store_n(&report->left, true, __ATOMIC_RELEASE);
}

/* Nothing may change before the child has copied it. */
static void
let_leave(pid_t child)
{
	siginfo_t info = {0};

	while (!__atomic_load_n(&report->left, __ATOMIC_ACQUIRE) &&
		(waitid(P_PID, (id_t)child, &info, WEXITED | WNOHANG | WNOWAIT),
			info.si_pid == 0)) {
		real.sched_yield();
	}
}

static void
remember_child(pid_t pid)
{
	if (hz.child_count < CHILDREN) {
		struct child *c = &hz.children[hz.child_count++];

		c->pid = pid;
		c->fd = (int)syscall(SYS_pidfd_open, pid, 0);
	}
}

int __register_atfork(
	void (*prepare)(void), void (*parent)(void), void (*child)(void), void *object);

EXPORT int
__register_atfork(void (*prepare)(void), void (*parent)(void), void (*child)(void), void *object)
{
	struct registered *r = &hz.registered;

	if (!shim_on()) {
		return ((__typeof__(&__register_atfork))hook_next("__register_atfork"))(
			prepare, parent, child, object);
	}
	if (r->at_fork == FORK_HANDLERS) {
		return ENOMEM;
	}
	r->fork_handlers[r->at_fork++] = (struct fork_handler){prepare, parent, child};
	return 0;
}

EXPORT pid_t
fork(void)
{
	struct op op = {.kind = OP_ANY, .pc = CALLER};
	const struct registered *r = &hz.registered;
	pid_t child;

	real_init();
	if (!shim_on()) {
		return real.fork();
	}
	for (uint32_t i = r->at_fork; i-- > 0;) {
		if (r->fork_handlers[i].prepare) {
			r->fork_handlers[i].prepare();
		}
	}
	sched_step(&op);
	sched_unmodelled("fork (the child runs outside of the schedule)");
	reset_impossible("fork");
	io_forked();
	report->left = false;
	child = real.fork();
	if (child == 0) {
		leave_in_child();
	} else if (child > 0) {
		let_leave(child);
		remember_child(child);
	}
	for (uint32_t i = 0; i < r->at_fork; i++) {
		void (*f)(void) = child ? r->fork_handlers[i].parent : r->fork_handlers[i].child;

		if (f) {
			f();
		}
	}
	return child;
}

EXPORT pid_t
vfork(void)
{
	return fork();
}

/* Nobody in this process can ever give the lock back. */
static noreturn void
stuck(const pthread_mutex_t *m, uintptr_t pc)
{
	struct proto_wait *w = &report->wait;
	struct thread *holder = &hz.threads[mutex_owner(m)];

	memset(w, 0, sizeof *w);
	w->thread = (int32_t)hz.self->id;
	w->op = OP_LOCK;
	w->address = (uintptr_t)m;
	w->holder = -1;
	findings_stack(hz.self, pc, w->stack);
	for (uint32_t i = 0; i < holder->held_count; i++) {
		if (holder->held[i].lock == (uintptr_t)m) {
			memcpy(w->taken, holder->held[i].stack, sizeof w->taken);
		}
	}
	__atomic_store_n(&report->pid, getpid(), __ATOMIC_RELEASE);
	syscall(SYS_exit_group, 0);
	__builtin_trap();
}

enum { FOREIGN = 1 << 30, KIND_SHARED = 128 };

bool
fork_has(const pthread_mutex_t *m)
{
	return m->__data.__lock & FOREIGN;
}

bool
fork_owner_gone(const pthread_mutex_t *m)
{
	siginfo_t info = {0};
	id_t pid = (id_t)(m->__data.__lock & ~FOREIGN);

	return waitid(P_PID, pid, &info, WEXITED | WNOHANG | WNOWAIT) < 0 || info.si_pid != 0;
}

/* Others may give it back, and have to be told apart. */
static int
lock_shared(pthread_mutex_t *m, bool try)
{
	int free = 0, own = FOREIGN | (int)getpid();

	while (!__atomic_compare_exchange_n(
		&m->__data.__lock, &free, own, false, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED)) {
		if (try) {
			return EBUSY;
		}
		free = 0;
		real.usleep(1000);
	}
	m->__data.__count = 1;
	return 0;
}

int
fork_lock(pthread_mutex_t *m, bool try, uintptr_t pc)
{
	bool recursive = (m->__data.__kind & 3) == PTHREAD_MUTEX_RECURSIVE_NP;

	if (m->__data.__kind & KIND_SHARED) {
		return lock_shared(m, try);
	}
	if (m->__data.__lock == 0) {
		m->__data.__lock = m->__data.__owner = (int)hz.self->id + 1;
		m->__data.__count = 1;
		return 0;
	}
	if (recursive && mutex_owner(m) == (int)hz.self->id) {
		m->__data.__count++;
		return 0;
	}
	if (try) {
		return EBUSY;
	}
	if ((m->__data.__kind & 3) == PTHREAD_MUTEX_ERRORCHECK_NP &&
		mutex_owner(m) == (int)hz.self->id) {
		return EDEADLK;
	}
	stuck(m, pc);
}

int
fork_unlock(pthread_mutex_t *m)
{
	if (m->__data.__count > 1) {
		m->__data.__count--;
	} else {
		m->__data.__owner = 0;
		m->__data.__count = 0;
		__atomic_store_n(&m->__data.__lock, 0, __ATOMIC_RELEASE);
	}
	return 0;
}

/* Whether this process has told, before its end, that it would have waited for ever: then that is how the schedule ends. */
static void
look_at_report(pid_t pid)
{
	if (pid <= 0 || __atomic_load_n(&report->pid, __ATOMIC_ACQUIRE) != pid) {
		return;
	}
	report->pid = 0;
	hz.waits[0] = report->wait;
	hz.wait_count = 1;
	sched_finish(PROTO_STUCK, "a forked process waits for a lock that none of its threads has");
}

/* Those of its children that the call waits for. */
static nfds_t
wanted(pid_t pid, struct pollfd fds[CHILDREN])
{
	nfds_t n = 0;

	for (uint32_t i = 0; i < hz.child_count; i++) {
		const struct child *c = &hz.children[i];

		if (c->fd >= 0 && (pid <= 0 || c->pid == pid)) {
			fds[n++] = (struct pollfd){.fd = c->fd, .events = POLLIN};
		}
	}
	return n;
}

static void
forget_child(pid_t pid)
{
	for (uint32_t i = 0; i < hz.child_count; i++) {
		if (hz.children[i].pid == pid) {
			syscall(SYS_close, hz.children[i].fd);
			hz.children[i] = hz.children[--hz.child_count];
			return;
		}
	}
}

static pid_t
wait_for(pid_t pid, int *status, int options, struct rusage *usage, uintptr_t pc)
{
	struct pollfd fds[CHILDREN];
	nfds_t n;
	pid_t gone;

	real_init();
	if (!shim_on()) {
		return real.wait4(pid, status, options, usage);
	}
	n = wanted(pid, fds);
	/* A child that needs nobody is waited for here and now: how long it takes must not decide who goes on. */
	real.poll(fds, n, options & WNOHANG ? 0 : PATIENCE_MS);
	if (options & WNOHANG || n == 0) {
		io_step(pc);
	} else {
		while (io_wait(fds, n, 0, pc) == WAKE_SIGNAL) {
			if (!signals_restart()) {
				errno = EINTR;
				return -1;
			}
		}
	}
	gone = real.wait4(pid, status, options, usage);
	look_at_report(gone);
	forget_child(gone);
	return gone;
}

EXPORT pid_t
waitpid(pid_t pid, int *status, int options)
{
	return wait_for(pid, status, options, NULL, CALLER);
}

EXPORT pid_t
wait(int *status)
{
	return wait_for(ALL, status, 0, NULL, CALLER);
}

EXPORT pid_t
wait4(pid_t pid, int *status, int options, struct rusage *usage)
{
	return wait_for(pid, status, options, usage, CALLER);
}

EXPORT pid_t
wait3(int *status, int options, struct rusage *usage)
{
	return wait_for(ALL, status, options, usage, CALLER);
}

void
fork_finish(void)
{
	for (uint32_t i = 0; i < hz.child_count; i++) {
		real.kill(hz.children[i].pid, SIGKILL);
		real.wait4(hz.children[i].pid, NULL, 0, NULL);
	}
	hz.child_count = 0;
}
