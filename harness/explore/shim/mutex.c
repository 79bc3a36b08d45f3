// SPDX-License-Identifier: MIT
#include "mutex.h"

#include <errno.h>

#include "clocks.h"
#include "findings.h"
#include "fork.h"
#include "hb.h"
#include "once.h"
#include "real.h"
#include "schedule.h"
#include "trace.h"

/* glibc's values of __kind and, for robust mutexes, of __owner. */
enum { KIND_MASK = 3, KIND_ROBUST = 16, KIND_KNOWN = 0x3ff, KIND_DESTROYED = -1 };
enum { INCONSISTENT = 0x7fffffff, NOT_RECOVERABLE = 0x7ffffffe };

void
held_add(const volatile void *lock, enum held_as as, uintptr_t pc)
{
	struct thread *t = hz.self;
	struct held *h;

	if (t->held_count >= HELD) {
		return;
	}
	h = &t->held[t->held_count++];
	h->lock = (uintptr_t)lock;
	h->as = as;
	h->step = (uint32_t)hz.engine->now.steps;
	findings_stack(t, pc, h->stack);
}

void
held_remove(const volatile void *lock)
{
	struct thread *t = hz.self;

	for (uint32_t i = t->held_count; i-- > 0;) {
		if (t->held[i].lock == (uintptr_t)lock) {
			t->held_count--;
			for (; i < t->held_count; i++) {
				t->held[i] = t->held[i + 1];
			}
			return;
		}
	}
}

static inline int
type_of(const pthread_mutex_t *m)
{
	return m->__data.__kind & KIND_MASK;
}

static inline bool
robust(const pthread_mutex_t *m)
{
	return m->__data.__kind & KIND_ROBUST;
}

static inline bool
destroyed(const pthread_mutex_t *m)
{
	return m->__data.__kind == KIND_DESTROYED;
}

/* Its memory holds no mutex: it was never initialised. */
static inline bool
unknown(const pthread_mutex_t *m)
{
	return m->__data.__kind & ~KIND_KNOWN;
}

/* What glibc answers to the use of what is none (any more), and a finding; 0: it is one. */
static int
check_object(const pthread_mutex_t *m, enum op_kind op, uintptr_t pc)
{
	if (LIKELY(!unknown(m))) {
		return 0;
	}
	findings_misuse(PROTO_INVALID_OBJECT, op, m, pc,
		destroyed(m) ? "use of a mutex that was destroyed"
			     : "use of a mutex that was not initialised");
	return EINVAL;
}

int
mutex_owner(const pthread_mutex_t *m)
{
	return m->__data.__lock - 1;
}

static inline bool
own(const pthread_mutex_t *m)
{
	return mutex_owner(m) == (int)hz.self->id;
}

bool
mutex_can(const struct thread *t)
{
	const pthread_mutex_t *m = (const pthread_mutex_t *)t->want.addr;

	return m->__data.__lock == 0 || (UNLIKELY(fork_has(m)) && robust(m) && fork_owner_gone(m));
}

int
mutex_take(pthread_mutex_t *m, uintptr_t pc)
{
	int id = (int)hz.self->id + 1, error = 0;

	if (UNLIKELY(robust(m)) && m->__data.__owner == NOT_RECOVERABLE) {
		return ENOTRECOVERABLE;
	}
	if (UNLIKELY(fork_has(m))) {
		m->__data.__owner = INCONSISTENT;
	}
	m->__data.__lock = id;
	m->__data.__count = 1;
	if (UNLIKELY(robust(m)) && m->__data.__owner == INCONSISTENT) {
		error = EOWNERDEAD;
		trace_result(error);
	} else {
		m->__data.__owner = id;
	}
	sched_changed(m);
	hb_acquire((uintptr_t)m);
	held_add(m, HELD_ALONE, pc);
	return error;
}

void
mutex_release(pthread_mutex_t *m)
{
	hb_release((uintptr_t)m);
	held_remove(m);
	m->__data.__lock = 0;
	m->__data.__count = 0;
	m->__data.__owner = robust(m) && m->__data.__owner == INCONSISTENT ? NOT_RECOVERABLE : 0;
	sched_changed(m);
}

/* The caller has it already: what its kind answers.  -1: it waits for itself. */
static int
lock_again(pthread_mutex_t *m, bool for_ever, uintptr_t pc)
{
	switch (type_of(m)) {
	case PTHREAD_MUTEX_RECURSIVE_NP:
		m->__data.__count++;
		return 0;
	case PTHREAD_MUTEX_ERRORCHECK_NP:
		return EDEADLK;
	default:
		if (for_ever) {
			findings_misuse(
				PROTO_RELOCK, OP_LOCK, m, pc, "a thread locks a mutex that it has");
		}
		return -1;
	}
}

int
mutex_lock(pthread_mutex_t *m, uint64_t deadline, uintptr_t pc)
{
	struct op op = op_on(OP_LOCK, m, sizeof *m, pc);
	int error;

	if (UNLIKELY(unknown(m))) { /* there is nothing to wait for */
		op.kind = OP_SYNC;
		sched_step(&op);
		if ((error = check_object(m, OP_LOCK, pc))) {
			return error;
		}
		op.kind = OP_LOCK;
	}
	if (own(m)) {
		int answer = lock_again(m, deadline == 0, pc);

		if (answer >= 0) {
			return answer;
		}
	}
	if (sched_wait(&op, mutex_can, deadline) == WAKE_TIMEOUT) {
		return ETIMEDOUT;
	}
	/* Not before: what another thread may change is looked at when the step is made. */
	error = check_object(m, OP_LOCK, pc);
	return error ? error : mutex_take(m, pc);
}

int
mutex_trylock(pthread_mutex_t *m, uintptr_t pc)
{
	struct op op = op_on(OP_TRYLOCK, m, sizeof *m, pc);
	int error;

	if (own(m) && type_of(m) == PTHREAD_MUTEX_RECURSIVE_NP) {
		m->__data.__count++;
		return 0;
	}
	sched_step(&op);
	error = check_object(m, OP_TRYLOCK, pc);
	if (error) {
		return error;
	}
	if (m->__data.__lock != 0) {
		engine_wrote_nothing(hz.engine);
		trace_result(EBUSY);
		return EBUSY;
	}
	return mutex_take(m, pc);
}

/* By a thread that doesn't have it: glibc's normal mutex opens, the others refuse. */
static int
unlock_foreign(pthread_mutex_t *m, uintptr_t pc)
{
	struct op op = op_on(OP_MISUSE, m, sizeof *m, pc);
	bool refuse;
	int error;

	sched_step(&op);
	error = check_object(m, OP_UNLOCK, pc);
	if (error) {
		return error;
	}
	refuse = robust(m) || type_of(m) == PTHREAD_MUTEX_RECURSIVE_NP ||
		 type_of(m) == PTHREAD_MUTEX_ERRORCHECK_NP;
	findings_misuse(PROTO_BAD_UNLOCK, OP_UNLOCK, m, pc,
		m->__data.__lock ? "unlock of a mutex that another thread has"
				 : "unlock of a mutex that nobody has");
	if (refuse) {
		return EPERM;
	}
	if (m->__data.__lock) {
		struct thread *owner = &hz.threads[mutex_owner(m)], *self = hz.self;

		hz.self = owner;
		held_remove(m);
		hz.self = self;
	}
	mutex_release(m);
	return 0;
}

int
mutex_unlock(pthread_mutex_t *m, uintptr_t pc)
{
	struct op op = op_on(OP_UNLOCK, m, sizeof *m, pc);

	if (UNLIKELY(!own(m))) {
		return unlock_foreign(m, pc);
	}
	if (type_of(m) == PTHREAD_MUTEX_RECURSIVE_NP && m->__data.__count > 1) {
		m->__data.__count--;
		return 0;
	}
	sched_step(&op);
	mutex_release(m);
	return 0;
}

void
mutex_owner_ends(struct thread *t)
{
	while (t->held_count > 0) {
		struct held *h = &t->held[t->held_count - 1];
		pthread_mutex_t *m = (pthread_mutex_t *)h->lock;

		/* Rwlocks and spin locks have no robust kind; a read lock held is no one's in particular. */
		if (h->as == HELD_ALONE && m->__data.__lock == (int)t->id + 1 && robust(m)) {
			mutex_release(m);
			m->__data.__owner = INCONSISTENT;
			continue;
		}
		if (h->as == HELD_ONCE) {
			once_abandon((int *)h->lock);
			continue;
		}
		findings_misuse(
			PROTO_LOCK_HELD, OP_EXIT, m, h->stack[0], "a thread ends and has a lock");
		t->held_count--;
	}
}

EXPORT int
pthread_mutex_init(pthread_mutex_t *m, const pthread_mutexattr_t *attributes)
{
	real_init();
	if (shim_on()) {
		struct op op = op_on(OP_SYNC, m, sizeof *m, CALLER);

		sched_step(&op);
		hb_forget((uintptr_t)m);
	}
	return real.pthread_mutex_init(m, attributes);
}

EXPORT int
pthread_mutex_destroy(pthread_mutex_t *m)
{
	struct op op = op_on(OP_SYNC, m, sizeof *m, CALLER);
	int error;

	if (!shim_on()) {
		real_init();
		return real.pthread_mutex_destroy(m);
	}
	sched_step(&op);
	error = check_object(m, OP_SYNC, CALLER);
	if (error) {
		return error;
	}
	if (m->__data.__lock) {
		findings_misuse(PROTO_DESTROY_IN_USE, OP_SYNC, m, CALLER,
			"destroy of a mutex that is locked");
		trace_result(EBUSY);
		return EBUSY;
	}
	m->__data.__kind = KIND_DESTROYED;
	return 0;
}

EXPORT int
pthread_mutex_lock(pthread_mutex_t *m)
{
	if (!shim_on()) {
		real_init();
		return UNLIKELY(fork_child) ? fork_lock(m, false, CALLER)
					    : real.pthread_mutex_lock(m);
	}
	return mutex_lock(m, 0, CALLER);
}

EXPORT int
pthread_mutex_trylock(pthread_mutex_t *m)
{
	if (!shim_on()) {
		real_init();
		return UNLIKELY(fork_child) ? fork_lock(m, true, CALLER)
					    : real.pthread_mutex_trylock(m);
	}
	return mutex_trylock(m, CALLER);
}

EXPORT int
pthread_mutex_timedlock(pthread_mutex_t *m, const struct timespec *at)
{
	uint64_t deadline;

	if (!shim_on()) {
		real_init();
		return real.pthread_mutex_timedlock(m, at);
	}
	return clocks_deadline(CLOCK_REALTIME, at, &deadline) ? mutex_lock(m, deadline, CALLER)
							      : EINVAL;
}

EXPORT int
pthread_mutex_clocklock(pthread_mutex_t *m, clockid_t clock, const struct timespec *at)
{
	uint64_t deadline;

	if (!shim_on()) {
		real_init();
		return real.pthread_mutex_clocklock(m, clock, at);
	}
	return clocks_deadline(clock, at, &deadline) ? mutex_lock(m, deadline, CALLER) : EINVAL;
}

EXPORT int
pthread_mutex_unlock(pthread_mutex_t *m)
{
	if (!shim_on()) {
		real_init();
		return UNLIKELY(fork_child) ? fork_unlock(m) : real.pthread_mutex_unlock(m);
	}
	return mutex_unlock(m, CALLER);
}

EXPORT int
pthread_mutex_consistent(pthread_mutex_t *m)
{
	if (!shim_on()) {
		real_init();
		return real.pthread_mutex_consistent(m);
	}
	if (!robust(m) || m->__data.__owner != INCONSISTENT || !own(m)) {
		return EINVAL;
	}
	m->__data.__owner = (int)hz.self->id + 1;
	return 0;
}
