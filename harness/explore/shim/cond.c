// SPDX-License-Identifier: MIT
/* Condition variables.  Who waits is known from the threads; the object keeps only its clock. */
#include <errno.h>

#include "cancel.h"
#include "clocks.h"
#include "cond.h"
#include "findings.h"
#include "hb.h"
#include "mutex.h"
#include "real.h"
#include "schedule.h"

/* glibc keeps the clock in bit 1 of __wrefs. */
enum { CLOCK_BIT = 2 };

static bool
never(const struct thread *t)
{
	(void)t;
	return false;
}

static bool
waits_on(const struct thread *t, const pthread_cond_t *c)
{
	return t->want.kind == OP_COND_BLOCKED && t->want.addr == (uintptr_t)c;
}

/* The next thread after `after` (-1: the first) that waits on it, or -1. */
static int
next_waiter(const pthread_cond_t *c, int after)
{
	int i = after;

	if (hz.waiting_count == 0) {
		return -1;
	}
	do {
		i = bits_next(&hz.waiting, BITS_WORDS, (unsigned)(i + 1));
	} while (i >= 0 && !waits_on(&hz.threads[i], c));
	return i;
}

static void
wake(struct thread *t)
{
	t->want.kind = OP_RELOCK;
	t->want.addr = t->want.addr2;
	t->want.size = sizeof(pthread_mutex_t);
	t->want.size2 = 0;
	t->can = mutex_can;
	t->deadline = 0;
	sched_rewait(t);
}

/* Whether the mutex may be waited with; says what is wrong otherwise. */
static void
check_mutex(const pthread_cond_t *c, const pthread_mutex_t *m, uintptr_t pc)
{
	int other = next_waiter(c, -1);

	if (mutex_owner(m) != (int)hz.self->id) {
		findings_misuse(PROTO_CONDVAR_MISUSE, OP_COND_WAIT, c, pc,
			"a wait with a mutex that the thread doesn't have");
	}
	if (other >= 0 && hz.threads[other].want.addr2 != (uintptr_t)m) {
		findings_misuse(PROTO_CONDVAR_MISUSE, OP_COND_WAIT, c, pc,
			"threads wait on one condition with two mutexes");
	}
}

static int
relock(pthread_mutex_t *m, uintptr_t pc)
{
	struct op op = op_on(OP_RELOCK, m, sizeof *m, pc);

	sched_wait(&op, mutex_can, 0);
	return mutex_take(m, pc);
}

int
cond_wait(pthread_cond_t *c, pthread_mutex_t *m, uint64_t deadline, uintptr_t pc)
{
	bool owned = mutex_owner(m) == (int)hz.self->id;
	bool kept =
		owned && m->__data.__count >
				 1; /* recursive: one level is given up, the mutex stays locked */
	struct op op = op_on(owned ? OP_COND_WAIT : OP_MISUSE, c, sizeof *c, pc);
	int error = 0, taken;
	enum wake how;

	op.addr2 = (uintptr_t)m;
	op.size2 = sizeof *m;
	sched_step(&op);
	check_mutex(c, m, pc);
	if (kept) {
		m->__data.__count--;
	} else if (owned) {
		mutex_release(m);
	}
	op.kind = OP_COND_BLOCKED;
	how = sched_wait(&op, never, deadline);
	if (how == WAKE_READY && hz.self->want.kind == OP_RELOCK) {
		taken = mutex_take(m, pc);
		hb_acquire((uintptr_t)c);
	} else {
		error = how == WAKE_TIMEOUT ? ETIMEDOUT : 0;
		taken = kept ? 0 : relock(m, pc);
	}
	if (how == WAKE_CANCEL) {
		cancel_now();
	}
	return taken ? taken : error;
}

static int
wait_until(pthread_cond_t *c, pthread_mutex_t *m, clockid_t clock, const struct timespec *at,
	uintptr_t pc)
{
	uint64_t deadline;

	return clocks_deadline(clock, at, &deadline) ? cond_wait(c, m, deadline, pc) : EINVAL;
}

static clockid_t
clock_of(const pthread_cond_t *c)
{
	return c->__data.__wrefs & CLOCK_BIT ? CLOCK_MONOTONIC : CLOCK_REALTIME;
}

int
cond_signal(pthread_cond_t *c, uintptr_t pc)
{
	struct op op = op_on(OP_SIGNAL, c, sizeof *c, pc);
	uint32_t count = 0, which;
	int waiter;

	sched_step(&op);
	hb_release((uintptr_t)c);
	for (int i = next_waiter(c, -1); i >= 0; i = next_waiter(c, i)) {
		count++;
	}
	if (count == 0) {
		return 0;
	}
	which = count > 1 ? engine_choose(hz.engine, ENGINE_CHOOSE_WAITER, count) : 0;
	waiter = next_waiter(c, -1);
	while (which-- > 0) {
		waiter = next_waiter(c, waiter);
	}
	wake(&hz.threads[waiter]);
	return 0;
}

int
cond_broadcast(pthread_cond_t *c, uintptr_t pc)
{
	struct op op = op_on(OP_BROADCAST, c, sizeof *c, pc);

	sched_step(&op);
	hb_release((uintptr_t)c);
	for (int i = next_waiter(c, -1); i >= 0; i = next_waiter(c, i)) {
		wake(&hz.threads[i]);
	}
	return 0;
}

EXPORT int
pthread_cond_init(pthread_cond_t *c, const pthread_condattr_t *attributes)
{
	real_init();
	if (shim_on()) {
		struct op op = op_on(OP_SYNC, c, sizeof *c, CALLER);

		sched_step(&op);
		hb_forget((uintptr_t)c);
	}
	return real.pthread_cond_init(c, attributes);
}

EXPORT int
pthread_cond_destroy(pthread_cond_t *c)
{
	struct op op = op_on(OP_SYNC, c, sizeof *c, CALLER);

	if (!shim_on()) {
		real_init();
		return real.pthread_cond_destroy(c);
	}
	sched_step(&op);
	if (next_waiter(c, -1) >= 0) {
		findings_misuse(PROTO_DESTROY_IN_USE, OP_SYNC, c, CALLER,
			"destroy of a condition that a thread waits for");
	}
	return 0;
}

EXPORT int
pthread_cond_wait(pthread_cond_t *c, pthread_mutex_t *m)
{
	if (!shim_on()) {
		real_init();
		return real.pthread_cond_wait(c, m);
	}
	return cond_wait(c, m, 0, CALLER);
}

EXPORT int
pthread_cond_timedwait(pthread_cond_t *c, pthread_mutex_t *m, const struct timespec *at)
{
	if (!shim_on()) {
		real_init();
		return real.pthread_cond_timedwait(c, m, at);
	}
	return wait_until(c, m, clock_of(c), at, CALLER);
}

EXPORT int
pthread_cond_clockwait(
	pthread_cond_t *c, pthread_mutex_t *m, clockid_t clock, const struct timespec *at)
{
	if (!shim_on()) {
		real_init();
		return real.pthread_cond_clockwait(c, m, clock, at);
	}
	return wait_until(c, m, clock, at, CALLER);
}

EXPORT int
pthread_cond_signal(pthread_cond_t *c)
{
	if (!shim_on()) {
		real_init();
		return real.pthread_cond_signal(c);
	}
	return cond_signal(c, CALLER);
}

EXPORT int
pthread_cond_broadcast(pthread_cond_t *c)
{
	if (!shim_on()) {
		real_init();
		return real.pthread_cond_broadcast(c);
	}
	return cond_broadcast(c, CALLER);
}
