// SPDX-License-Identifier: MIT
/*
 * Calls that wait for something the scheduler doesn't know.  Each is named in the result, so that nothing is claimed;
 * where other threads could be what it waits for, the schedule ends there.
 */
#include <errno.h>
#include <stdarg.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include "lasting.h"
#include "real.h"
#include "schedule.h"

static void
not_modelled(const char *name)
{
	if (!shim_on()) {
		return;
	}
	sched_unmodelled(name);
	if (shim_several) {
		sched_finish(PROTO_NOT_MODELLED, name);
	}
}

EXPORT long
syscall(long number, ...)
{
	long a[6];
	va_list list;

	va_start(list, number);
	for (int i = 0; i < 6; i++) {
		a[i] = va_arg(list, long);
	}
	va_end(list);
#ifdef SYS_futex
	if (number == SYS_futex) {
		not_modelled("futex (through syscall)");
	}
#endif
	if (shim_on()) {
		lasting_call(number, a);
	}
	real_init();
	return real.syscall(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}

/* Timers that send signals: they never do here. */

EXPORT unsigned
alarm(unsigned seconds)
{
	real_init();
	if (!shim_on()) {
		return real.alarm(seconds);
	}
	if (seconds) {
		sched_unmodelled("alarm (the signal never comes)");
	}
	return 0;
}

EXPORT int
setitimer(__itimer_which_t which, const struct itimerval *restrict new,
	struct itimerval *restrict old)
{
	real_init();
	if (!shim_on()) {
		return real.setitimer((int)which, new, old);
	}
	sched_unmodelled("setitimer (the signal never comes)");
	if (old) {
		*old = (struct itimerval){{0, 0}, {0, 0}};
	}
	return 0;
}

EXPORT int
timerfd_create(int clock, int flags)
{
	real_init();
	if (shim_on()) {
		sched_unmodelled("timerfd_create (it counts real time)");
	}
	return real.timerfd_create(clock, flags);
}

EXPORT int
timer_create(clockid_t clock, struct sigevent *restrict event, timer_t *restrict out)
{
	real_init();
	if (shim_on()) {
		sched_unmodelled("timer_create (the signal never comes)");
		errno = EAGAIN;
		return -1;
	}
	return real.timer_create(clock, event, out);
}
