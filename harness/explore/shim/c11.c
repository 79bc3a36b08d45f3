// SPDX-License-Identifier: MIT
/* C11's threads.h over the same objects: in glibc mtx_t, cnd_t and tss_t are the POSIX ones by other names. */
#include <errno.h>
#include <stdlib.h>

#include "clocks.h"
#include "cond.h"
#include "hb.h"
#include "keys.h"
#include "mutex.h"
#include "once.h"
#include "pthreads.h"
#include "real.h"
#include "schedule.h"

struct start {
	thrd_start_t f;
	void *argument;
};

static int
result(int error)
{
	switch (error) {
	case 0:
		return thrd_success;
	case EBUSY:
		return thrd_busy;
	case ETIMEDOUT:
		return thrd_timedout;
	case ENOMEM:
		return thrd_nomem;
	default:
		return thrd_error;
	}
}

static pthread_mutex_t *
mutex(mtx_t *m)
{
	return (pthread_mutex_t *)m;
}

static pthread_cond_t *
cond(cnd_t *c)
{
	return (pthread_cond_t *)c;
}

static void *
run(void *p)
{
	struct start s = *(struct start *)p;

	free(p);
	return (void *)(intptr_t)s.f(s.argument);
}

EXPORT int
thrd_create(thrd_t *out, thrd_start_t f, void *argument)
{
	struct start *s;

	if (!shim_on()) {
		real_init();
		return real.thrd_create(out, f, argument);
	}
	s = malloc(sizeof *s);
	if (!s) {
		return thrd_nomem;
	}
	*s = (struct start){f, argument};
	return result(pthreads_create(out, false, 0, run, s, CALLER));
}

EXPORT int
thrd_join(thrd_t handle, int *out)
{
	void *value = NULL;
	int error;

	if (!shim_on()) {
		real_init();
		return real.thrd_join(handle, out);
	}
	error = pthreads_join(handle, &value, 0, CALLER);
	if (!error && out) {
		*out = (int)(intptr_t)value;
	}
	return result(error);
}

EXPORT int
thrd_detach(thrd_t handle)
{
	if (!shim_on()) {
		real_init();
		return real.thrd_detach(handle);
	}
	return result(pthreads_detach(handle, CALLER));
}

EXPORT noreturn void
thrd_exit(int value)
{
	if (!shim_on()) {
		real_init();
		real.thrd_exit(value);
		__builtin_unreachable();
	}
	pthreads_exit((void *)(intptr_t)value);
}

EXPORT int
mtx_init(mtx_t *m, int type)
{
	real_init();
	if (shim_on()) {
		struct op op = op_on(OP_SYNC, m, sizeof *m, CALLER);

		sched_step(&op);
		hb_forget((uintptr_t)m);
	}
	return real.mtx_init(m, type);
}

EXPORT int
mtx_lock(mtx_t *m)
{
	if (!shim_on()) {
		real_init();
		return real.mtx_lock(m);
	}
	return result(mutex_lock(mutex(m), 0, CALLER));
}

EXPORT int
mtx_timedlock(mtx_t *restrict m, const struct timespec *restrict at)
{
	uint64_t deadline;

	if (!shim_on()) {
		real_init();
		return real.mtx_timedlock(m, at);
	}
	return clocks_deadline(CLOCK_REALTIME, at, &deadline)
		       ? result(mutex_lock(mutex(m), deadline, CALLER))
		       : thrd_error;
}

EXPORT int
mtx_trylock(mtx_t *m)
{
	if (!shim_on()) {
		real_init();
		return real.mtx_trylock(m);
	}
	return result(mutex_trylock(mutex(m), CALLER));
}

EXPORT int
mtx_unlock(mtx_t *m)
{
	if (!shim_on()) {
		real_init();
		return real.mtx_unlock(m);
	}
	return result(mutex_unlock(mutex(m), CALLER));
}

EXPORT void
mtx_destroy(mtx_t *m)
{
	if (!shim_on()) {
		real_init();
		real.mtx_destroy(m);
		return;
	}
	pthread_mutex_destroy(mutex(m));
}

EXPORT int
cnd_init(cnd_t *c)
{
	if (!shim_on()) {
		real_init();
		return real.cnd_init(c);
	}
	return result(pthread_cond_init(cond(c), NULL));
}

EXPORT int
cnd_wait(cnd_t *c, mtx_t *m)
{
	if (!shim_on()) {
		real_init();
		return real.cnd_wait(c, m);
	}
	return result(cond_wait(cond(c), mutex(m), 0, CALLER));
}

EXPORT int
cnd_timedwait(cnd_t *restrict c, mtx_t *restrict m, const struct timespec *restrict at)
{
	uint64_t deadline;

	if (!shim_on()) {
		real_init();
		return real.cnd_timedwait(c, m, at);
	}
	return clocks_deadline(CLOCK_REALTIME, at, &deadline)
		       ? result(cond_wait(cond(c), mutex(m), deadline, CALLER))
		       : thrd_error;
}

EXPORT int
cnd_signal(cnd_t *c)
{
	if (!shim_on()) {
		real_init();
		return real.cnd_signal(c);
	}
	return result(cond_signal(cond(c), CALLER));
}

EXPORT int
cnd_broadcast(cnd_t *c)
{
	if (!shim_on()) {
		real_init();
		return real.cnd_broadcast(c);
	}
	return result(cond_broadcast(cond(c), CALLER));
}

EXPORT void
cnd_destroy(cnd_t *c)
{
	if (!shim_on()) {
		real_init();
		real.cnd_destroy(c);
		return;
	}
	pthread_cond_destroy(cond(c));
}

EXPORT int
tss_create(tss_t *out, tss_dtor_t destroy)
{
	return result(pthread_key_create(out, destroy));
}

EXPORT void *
tss_get(tss_t key)
{
	return pthread_getspecific(key);
}

EXPORT int
tss_set(tss_t key, void *value)
{
	return result(pthread_setspecific(key, value));
}

EXPORT void
tss_delete(tss_t key)
{
	pthread_key_delete(key);
}

EXPORT void
call_once(once_flag *flag, void (*f)(void))
{
	if (!shim_on()) {
		real_init();
		real.call_once(flag, f);
		return;
	}
	once_run((int *)flag, f, CALLER);
}
