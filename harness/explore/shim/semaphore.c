// SPDX-License-Identifier: MIT
/* Semaphores: the value is the object's first int, as in glibc on 64-bit machines. */
#include <errno.h>
#include <limits.h>

#include "cancel.h"
#include "clocks.h"
#include "findings.h"
#include "hb.h"
#include "real.h"
#include "schedule.h"
#include "signals.h"
#include "trace.h"

static int *
value_of(sem_t *s)
{
	return (int *)s;
}

static bool
positive(const struct thread *t)
{
	return *(const int *)t->want.addr > 0;
}

static int
fail(int error)
{
	errno = error;
	return -1;
}

static int
take(sem_t *s)
{
	--*value_of(s);
	hb_acquire((uintptr_t)s);
	sched_changed(s);
	return 0;
}

static enum wake
wait_again(const struct op *op, uint64_t deadline)
{
	enum wake how;

	do {
		how = sched_wait(op, positive, deadline);
	} while (how == WAKE_SIGNAL && signals_restart());
	return how;
}

static int
wait_until(sem_t *s, uint64_t deadline, uintptr_t pc)
{
	struct op op = op_on(OP_SEM_WAIT, s, sizeof *s, pc);

	cancel_point(pc);
	signals_before_wait(pc);
	switch (wait_again(&op, deadline)) {
	case WAKE_TIMEOUT:
		return fail(ETIMEDOUT);
	case WAKE_SIGNAL:
		return fail(EINTR);
	case WAKE_CANCEL:
		cancel_now();
	default:
		return take(s);
	}
}

EXPORT int
sem_init(sem_t *s, int shared, unsigned value)
{
	real_init();
	if (shim_on()) {
		struct op op = op_on(OP_SYNC, s, sizeof *s, CALLER);

		sched_step(&op);
		hb_forget((uintptr_t)s);
	}
	return real.sem_init(s, shared, value);
}

EXPORT int
sem_destroy(sem_t *s)
{
	struct op op = op_on(OP_SYNC, s, sizeof *s, CALLER);

	if (!shim_on()) {
		real_init();
		return real.sem_destroy(s);
	}
	sched_step(&op);
	for (int i = bits_next(&hz.waiting, BITS_WORDS, 0); i >= 0;
		i = bits_next(&hz.waiting, BITS_WORDS, (unsigned)i + 1)) {
		if (hz.threads[i].want.kind == OP_SEM_WAIT &&
			hz.threads[i].want.addr == (uintptr_t)s) {
			findings_misuse(PROTO_DESTROY_IN_USE, OP_SYNC, s, CALLER,
				"destroy of a semaphore that a thread waits for");
			break;
		}
	}
	return 0;
}

EXPORT int
sem_wait(sem_t *s)
{
	if (!shim_on()) {
		real_init();
		return real.sem_wait(s);
	}
	return wait_until(s, 0, CALLER);
}

EXPORT int
sem_timedwait(sem_t *s, const struct timespec *at)
{
	uint64_t deadline;

	if (!shim_on()) {
		real_init();
		return real.sem_timedwait(s, at);
	}
	return clocks_deadline(CLOCK_REALTIME, at, &deadline) ? wait_until(s, deadline, CALLER)
							      : fail(EINVAL);
}

EXPORT int
sem_clockwait(sem_t *s, clockid_t clock, const struct timespec *at)
{
	uint64_t deadline;

	if (!shim_on()) {
		real_init();
		return real.sem_clockwait(s, clock, at);
	}
	return clocks_deadline(clock, at, &deadline) ? wait_until(s, deadline, CALLER)
						     : fail(EINVAL);
}

EXPORT int
sem_trywait(sem_t *s)
{
	struct op op = op_on(OP_SEM_TRYWAIT, s, sizeof *s, CALLER);

	if (!shim_on()) {
		real_init();
		return real.sem_trywait(s);
	}
	sched_step(&op);
	if (*value_of(s) <= 0) {
		engine_wrote_nothing(hz.engine);
		trace_result(EAGAIN);
		return fail(EAGAIN);
	}
	return take(s);
}

EXPORT int
sem_post(sem_t *s)
{
	struct op op = op_on(OP_SEM_POST, s, sizeof *s, CALLER);

	if (!shim_on()) {
		real_init();
		return real.sem_post(s);
	}
	sched_step(&op);
	if (*value_of(s) == INT_MAX) {
		return fail(EOVERFLOW);
	}
	hb_release((uintptr_t)s);
	++*value_of(s);
	sched_changed(s);
	return 0;
}

EXPORT int
sem_getvalue(sem_t *s, int *value)
{
	struct op op = op_on(OP_LOAD, s, sizeof *s, CALLER);

	if (!shim_on()) {
		real_init();
		return real.sem_getvalue(s, value);
	}
	sched_step(&op);
	*value = *value_of(s);
	return 0;
}
