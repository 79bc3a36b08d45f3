// SPDX-License-Identifier: MIT
/*
 * Read-write locks, in glibc's objects: __readers counts, __cur_writer is 1 + the writer's thread.  Readers go past
 * waiting writers, as with glibc's default kind; with the one kind that prefers writers (nonrecursive) they don't: there
 * a writer's arrival is a step, and __writers counts those that wait.
 */
#include <errno.h>

#include "clocks.h"
#include "findings.h"
#include "hb.h"
#include "mutex.h"
#include "real.h"
#include "schedule.h"
#include "trace.h"

static bool
prefers_writers(const pthread_rwlock_t *l)
{
	return l->__data.__flags == PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP;
}

static bool
open_to_readers(const pthread_rwlock_t *l)
{
	return l->__data.__cur_writer == 0 && (l->__data.__writers == 0 || !prefers_writers(l));
}

static bool
can_read(const struct thread *t)
{
	return open_to_readers((const pthread_rwlock_t *)t->want.addr);
}

static bool
can_write(const struct thread *t)
{
	const pthread_rwlock_t *l = (const pthread_rwlock_t *)t->want.addr;

	return l->__data.__cur_writer == 0 && l->__data.__readers == 0;
}

static bool
reads_it(const pthread_rwlock_t *l)
{
	const struct thread *t = hz.self;

	for (uint32_t i = 0; i < t->held_count; i++) {
		if (t->held[i].lock == (uintptr_t)l && t->held[i].as == HELD_SHARED) {
			return true;
		}
	}
	return false;
}

static bool
writes_it(const pthread_rwlock_t *l)
{
	return l->__data.__cur_writer == (int)hz.self->id + 1;
}

static void
take(pthread_rwlock_t *l, bool write, uintptr_t pc)
{
	if (write) {
		l->__data.__cur_writer = (int)hz.self->id + 1;
		hb_acquire((uintptr_t)l + 1);
	} else {
		l->__data.__readers++;
	}
	hb_acquire((uintptr_t)l);
	held_add(l, write ? HELD_ALONE : HELD_SHARED, pc);
	sched_changed(l);
}

/* Readers that writers hold back don't commute with each other's unlocks: so no OP_RDLOCK. */
static int
lock_preferring(pthread_rwlock_t *l, bool write, uint64_t deadline, uintptr_t pc)
{
	struct op op = op_on(write ? OP_SYNC : OP_LOCK, l, sizeof *l, pc);
	enum wake how;

	if (write) {
		sched_step(&op);
		l->__data.__writers++;
		sched_changed(l);
		op.kind = OP_WRLOCK;
	}
	how = sched_wait(&op, write ? can_write : can_read, deadline);
	if (write) {
		l->__data.__writers--;
		sched_changed(l);
	}
	if (how == WAKE_TIMEOUT) {
		return ETIMEDOUT;
	}
	take(l, write, pc);
	return 0;
}

static int
lock(pthread_rwlock_t *l, bool write, uint64_t deadline, uintptr_t pc)
{
	struct op op = op_on(write ? OP_WRLOCK : OP_RDLOCK, l, sizeof *l, pc);

	if (writes_it(l) || (write && reads_it(l))) {
		if (writes_it(l)) {
			return EDEADLK; /* glibc sees this one */
		}
		findings_misuse(PROTO_RELOCK, op.kind, l, pc, "a thread that reads wants to write");
	}
	if (UNLIKELY(prefers_writers(l))) {
		return lock_preferring(l, write, deadline, pc);
	}
	if (sched_wait(&op, write ? can_write : can_read, deadline) == WAKE_TIMEOUT) {
		return ETIMEDOUT;
	}
	take(l, write, pc);
	return 0;
}

static int
try(pthread_rwlock_t *l, bool write, uintptr_t pc)
{
	struct op op = op_on(write ? OP_TRYWRLOCK : OP_TRYRDLOCK, l, sizeof *l, pc);

	sched_step(&op);
	if (write ? l->__data.__cur_writer || l->__data.__readers : !open_to_readers(l)) {
		engine_wrote_nothing(hz.engine);
		trace_result(EBUSY);
		return EBUSY;
	}
	take(l, write, pc);
	return 0;
}

static int
unlock(pthread_rwlock_t *l, uintptr_t pc)
{
	bool write = writes_it(l), mine = write || reads_it(l);
	struct op op = op_on(mine ? OP_RWUNLOCK : OP_MISUSE, l, sizeof *l, pc);

	sched_step(&op);
	if (!mine) {
		findings_misuse(PROTO_BAD_UNLOCK, OP_RWUNLOCK, l, pc,
			"unlock of a read-write lock that the thread doesn't have");
		write = l->__data.__cur_writer != 0;
		if (!write && l->__data.__readers == 0) {
			return 0;
		}
	}
	hb_release(write ? (uintptr_t)l : (uintptr_t)l + 1);
	if (write) {
		l->__data.__cur_writer = 0;
	} else {
		l->__data.__readers--;
	}
	held_remove(l);
	sched_changed(l);
	return 0;
}

EXPORT int
pthread_rwlock_init(pthread_rwlock_t *l, const pthread_rwlockattr_t *attributes)
{
	real_init();
	if (shim_on()) {
		struct op op = op_on(OP_SYNC, l, sizeof *l, CALLER);

		sched_step(&op);
		hb_forget((uintptr_t)l);
		hb_forget((uintptr_t)l + 1);
	}
	return real.pthread_rwlock_init(l, attributes);
}

EXPORT int
pthread_rwlock_destroy(pthread_rwlock_t *l)
{
	struct op op = op_on(OP_SYNC, l, sizeof *l, CALLER);

	if (!shim_on()) {
		real_init();
		return real.pthread_rwlock_destroy(l);
	}
	sched_step(&op);
	if (l->__data.__cur_writer || l->__data.__readers) {
		findings_misuse(PROTO_DESTROY_IN_USE, OP_SYNC, l, CALLER,
			"destroy of a read-write lock that is locked");
	}
	return 0;
}

#define TIMED(name, write)                                                                      \
	EXPORT int pthread_rwlock_timed##name(pthread_rwlock_t *l, const struct timespec *at)   \
	{                                                                                       \
		uint64_t deadline;                                                              \
		if (!shim_on()) {                                                               \
			real_init();                                                            \
			return real.pthread_rwlock_timed##name(l, at);                          \
		}                                                                               \
		return clocks_deadline(CLOCK_REALTIME, at, &deadline)                           \
			       ? lock(l, write, deadline, CALLER)                               \
			       : EINVAL;                                                        \
	}                                                                                       \
	EXPORT int pthread_rwlock_clock##name(                                                  \
		pthread_rwlock_t *l, clockid_t clock, const struct timespec *at)                \
	{                                                                                       \
		uint64_t deadline;                                                              \
		if (!shim_on()) {                                                               \
			real_init();                                                            \
			return real.pthread_rwlock_clock##name(l, clock, at);                   \
		}                                                                               \
		return clocks_deadline(clock, at, &deadline) ? lock(l, write, deadline, CALLER) \
							     : EINVAL;                          \
	}                                                                                       \
	EXPORT int pthread_rwlock_##name(pthread_rwlock_t *l)                                   \
	{                                                                                       \
		if (!shim_on()) {                                                               \
			real_init();                                                            \
			return real.pthread_rwlock_##name(l);                                   \
		}                                                                               \
		return lock(l, write, 0, CALLER);                                               \
	}                                                                                       \
	EXPORT int pthread_rwlock_try##name(pthread_rwlock_t *l)                                \
	{                                                                                       \
		if (!shim_on()) {                                                               \
			real_init();                                                            \
			return real.pthread_rwlock_try##name(l);                                \
		}                                                                               \
		return try(l, write, CALLER);                                                   \
	}

TIMED(rdlock, false)
TIMED(wrlock, true)

EXPORT int
pthread_rwlock_unlock(pthread_rwlock_t *l)
{
	if (!shim_on()) {
		real_init();
		return real.pthread_rwlock_unlock(l);
	}
	return unlock(l, CALLER);
}
