// SPDX-License-Identifier: MIT
/* Barriers, spin locks, once. */
#include <errno.h>

#include "findings.h"
#include "hb.h"
#include "mutex.h"
#include "once.h"
#include "real.h"
#include "schedule.h"
#include "trace.h"

/* In the program's pthread_barrier_t; `count` lies where glibc's initialiser puts it. */
struct barrier {
	uint32_t arrived, round, count;
};

_Static_assert(sizeof(struct barrier) <= sizeof(pthread_barrier_t), "a barrier fits");

static bool
round_over(const struct thread *t)
{
	return ((const struct barrier *)t->want.addr)->round != t->detail;
}

static int
barrier_wait(struct barrier *b, uintptr_t pc)
{
	struct op op = op_on(OP_BARRIER, b, sizeof *b, pc);

	sched_step(&op);
	if (b->count == 0) {
		findings_misuse(PROTO_BARRIER_MISUSE, OP_BARRIER, b, pc,
			"wait at a barrier that was not initialised");
		return EINVAL;
	}
	hb_release((uintptr_t)b);
	if (++b->arrived == b->count) {
		b->arrived = 0;
		b->round++;
		hb_acquire((uintptr_t)b);
		sched_changed(b);
		return PTHREAD_BARRIER_SERIAL_THREAD;
	}
	op.kind = OP_BARRIER_LEAVE;
	hz.self->detail = b->round;
	sched_wait(&op, round_over, 0);
	hb_acquire((uintptr_t)b);
	return 0;
}

EXPORT int
pthread_barrier_init(pthread_barrier_t *b, const pthread_barrierattr_t *attributes, unsigned count)
{
	real_init();
	if (shim_on()) {
		struct op op = op_on(OP_SYNC, b, sizeof *b, CALLER);

		sched_step(&op);
		if (count == 0) {
			findings_misuse(
				PROTO_BARRIER_MISUSE, OP_SYNC, b, CALLER, "a barrier for nobody");
			return EINVAL;
		}
		hb_forget((uintptr_t)b);
	}
	return real.pthread_barrier_init(b, attributes, count);
}

EXPORT int
pthread_barrier_destroy(pthread_barrier_t *barrier)
{
	struct barrier *b = (struct barrier *)barrier;
	struct op op = op_on(OP_SYNC, b, sizeof *b, CALLER);

	if (!shim_on()) {
		real_init();
		return real.pthread_barrier_destroy(barrier);
	}
	sched_step(&op);
	if (b->arrived) {
		findings_misuse(PROTO_DESTROY_IN_USE, OP_SYNC, b, CALLER,
			"destroy of a barrier at which a thread waits");
		return EBUSY;
	}
	b->count = 0;
	return 0;
}

EXPORT int
pthread_barrier_wait(pthread_barrier_t *b)
{
	if (!shim_on()) {
		real_init();
		return real.pthread_barrier_wait(b);
	}
	return barrier_wait((struct barrier *)b, CALLER);
}

/* Spin locks: 0 is free, else 1 + the owner; glibc's free value is 1 on some machines, so init writes ours. */

static bool
spin_can(const struct thread *t)
{
	return *(volatile pthread_spinlock_t *)t->want.addr == 0;
}

static void
spin_take(pthread_spinlock_t *l, uintptr_t pc)
{
	*l = (int)hz.self->id + 1;
	sched_changed(l);
	hb_acquire((uintptr_t)l);
	held_add(l, HELD_SHARED, pc);
}

static int
spin_free(pthread_spinlock_t *l)
{
	*l = 0;
	return 0;
}

static bool
	spin_was_set; /* keeps glibc's own functions and ours from being mixed: see spin_state() */

/* A spin lock that libc initialised before main holds libc's value for "free". */
static void
spin_state(pthread_spinlock_t *l)
{
#if defined(__x86_64__) || defined(__i386__)
	if (!spin_was_set && *l == 1) {
		*l = 0;
	}
#endif
	spin_was_set = true;
}

EXPORT int
pthread_spin_init(pthread_spinlock_t *l, int shared)
{
	if (!shim_on()) {
		real_init();
		return real.pthread_spin_init(l, shared);
	}
	spin_was_set = true;
	hb_forget((uintptr_t)l);
	return spin_free((pthread_spinlock_t *)l);
}

EXPORT int
pthread_spin_destroy(pthread_spinlock_t *l)
{
	struct op op = op_on(OP_SYNC, l, sizeof *l, CALLER);

	if (!shim_on()) {
		real_init();
		return real.pthread_spin_destroy(l);
	}
	sched_step(&op);
	if (*l != 0) {
		findings_misuse(PROTO_DESTROY_IN_USE, OP_SYNC, l, CALLER,
			"destroy of a spin lock that is locked");
	}
	return 0;
}

EXPORT int
pthread_spin_lock(pthread_spinlock_t *l)
{
	struct op op = op_on(OP_LOCK, l, sizeof *l, CALLER);

	if (!shim_on()) {
		real_init();
		return real.pthread_spin_lock(l);
	}
	spin_state((pthread_spinlock_t *)l);
	if (*l == (int)hz.self->id + 1) {
		findings_misuse(
			PROTO_RELOCK, OP_LOCK, l, CALLER, "a thread locks a spin lock that it has");
	}
	sched_wait(&op, spin_can, 0);
	spin_take((pthread_spinlock_t *)l, CALLER);
	return 0;
}

EXPORT int
pthread_spin_trylock(pthread_spinlock_t *l)
{
	struct op op = op_on(OP_TRYLOCK, l, sizeof *l, CALLER);

	if (!shim_on()) {
		real_init();
		return real.pthread_spin_trylock(l);
	}
	spin_state((pthread_spinlock_t *)l);
	sched_step(&op);
	if (*l != 0) {
		engine_wrote_nothing(hz.engine);
		trace_result(EBUSY);
		return EBUSY;
	}
	spin_take((pthread_spinlock_t *)l, CALLER);
	return 0;
}

EXPORT int
pthread_spin_unlock(pthread_spinlock_t *l)
{
	bool mine;
	struct op op;

	if (!shim_on()) {
		real_init();
		return real.pthread_spin_unlock(l);
	}
	mine = *l == (int)hz.self->id + 1;
	op = op_on(mine ? OP_UNLOCK : OP_MISUSE, l, sizeof *l, CALLER);
	sched_step(&op);
	if (!mine) {
		findings_misuse(PROTO_BAD_UNLOCK, OP_UNLOCK, l, CALLER,
			"unlock of a spin lock that the thread doesn't have");
	}
	hb_release((uintptr_t)l);
	held_remove(l);
	spin_free((pthread_spinlock_t *)l);
	sched_changed(l);
	return 0;
}

/* Once: glibc's values: 0 fresh, 2 done; in between anything else. */
enum { ONCE_FRESH = 0, ONCE_RUNS = 1, ONCE_DONE = 2 };

static bool
once_can(const struct thread *t)
{
	return *(volatile int *)t->want.addr != ONCE_RUNS;
}

void
once_run(int *control, void (*f)(void), uintptr_t pc)
{
	struct op op = op_on(OP_ONCE, control, sizeof *control, pc);

	sched_wait(&op, once_can, 0);
	if (*control == ONCE_DONE) {
		engine_wrote_nothing(hz.engine);
		hb_acquire((uintptr_t)control);
		return;
	}
	*control = ONCE_RUNS;
	held_add(control, HELD_ONCE, pc);
	sched_changed(control);
	f();
	sched_step(&op);
	held_remove(control);
	*control = ONCE_DONE;
	hb_release((uintptr_t)control);
	sched_changed(control);
}

void
once_abandon(int *control)
{
	held_remove(control);
	*control = ONCE_FRESH;
	sched_changed(control);
}

EXPORT int
pthread_once(pthread_once_t *control, void (*f)(void))
{
	if (!shim_on()) {
		real_init();
		return real.pthread_once(control, f);
	}
	once_run(control, f, CALLER);
	return 0;
}
