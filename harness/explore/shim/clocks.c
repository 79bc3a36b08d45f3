// SPDX-License-Identifier: MIT
#include "clocks.h"

#include <errno.h>

#include "cancel.h"
#include "real.h"
#include "schedule.h"
#include "signals.h"

/* The monotonic clock runs this far behind the real one. */
#define MONOTONIC_BEHIND ((uint64_t)1699990000 * 1000000000)

static uint64_t
behind(clockid_t clock)
{
	return clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE || clock == CLOCK_TAI
		       ? 0
		       : MONOTONIC_BEHIND;
}

static bool
valid(const struct timespec *t)
{
	return t->tv_nsec >= 0 && t->tv_nsec < 1000000000;
}

static uint64_t
span(const struct timespec *t)
{
	uint64_t ns;

	if (t->tv_sec < 0) {
		return 0;
	}
	if (__builtin_mul_overflow((uint64_t)t->tv_sec, 1000000000u, &ns) || ns > INT64_MAX) {
		return INT64_MAX;
	}
	return ns + (uint64_t)t->tv_nsec;
}

bool
clocks_deadline(clockid_t clock, const struct timespec *at, uint64_t *deadline)
{
	if (!valid(at)) {
		return false;
	}
	*deadline = span(at) + behind(clock);
	*deadline += *deadline == 0; /* 0 would be none */
	return true;
}

static struct timespec
now(clockid_t clock)
{
	uint64_t ns = sched_now() - behind(clock);

	return (struct timespec){
		.tv_sec = (time_t)(ns / 1000000000), .tv_nsec = (long)(ns % 1000000000)};
}

/*
 * Sleeping orders nothing: whoever sleeps may go on at any step.  Only the clock knows.  A handler that runs meanwhile ends
 * it, SA_RESTART or not (signal(7)): what is left, ns, is returned, else 0.
 */
static uint64_t
sleep_until(uint64_t deadline, uintptr_t pc)
{
	struct op op = {.kind = OP_SLEEP, .pc = pc};

	signals_before_wait(pc);
	cancel_point(pc);
	hz.self->handled = HANDLED_NONE;
	sched_step(&op);
	if (hz.self->handled != HANDLED_NONE && hz.clock < deadline) {
		return deadline - hz.clock;
	}
	if (hz.clock < deadline) {
		hz.clock = deadline;
	}
	cancel_point(pc);
	return 0;
}

/* As clock_nanosleep: 0 or EINTR. */
static int
sleep_for(uint64_t ns, struct timespec *left, uintptr_t pc)
{
	uint64_t rest = sleep_until(hz.clock + ns, pc);

	if (rest && left) {
		*left = (struct timespec){.tv_sec = (time_t)(rest / 1000000000),
			.tv_nsec = (long)(rest % 1000000000)};
	}
	return rest ? EINTR : 0;
}

static int
fail(int error)
{
	if (error) {
		errno = error;
	}
	return error ? -1 : 0;
}

EXPORT unsigned
sleep(unsigned seconds)
{
	struct timespec left = {0};

	if (!shim_on()) {
		real_init();
		return real.sleep(seconds);
	}
	sleep_for((uint64_t)seconds * 1000000000, &left, CALLER);
	return (unsigned)left.tv_sec;
}

EXPORT int
usleep(useconds_t us)
{
	if (!shim_on()) {
		real_init();
		return real.usleep(us);
	}
	return fail(sleep_for((uint64_t)us * 1000, NULL, CALLER));
}

EXPORT int
nanosleep(const struct timespec *request, struct timespec *left)
{
	if (!shim_on()) {
		real_init();
		return real.nanosleep(request, left);
	}
	return fail(valid(request) ? sleep_for(span(request), left, CALLER) : EINVAL);
}

EXPORT int
clock_nanosleep(clockid_t clock, int flags, const struct timespec *request, struct timespec *left)
{
	if (!shim_on()) {
		real_init();
		return real.clock_nanosleep(clock, flags, request, left);
	}
	if (!valid(request)) {
		return EINVAL;
	}
	if (flags & TIMER_ABSTIME) {
		return sleep_until(span(request) + behind(clock), CALLER) ? EINTR : 0;
	}
	return sleep_for(span(request), left, CALLER);
}

EXPORT int
thrd_sleep(const struct timespec *request, struct timespec *left)
{
	if (!shim_on()) {
		real_init();
		return real.thrd_sleep(request, left);
	}
	if (!valid(request)) {
		return -2;
	}
	return sleep_for(span(request), left, CALLER) ? -1 : 0;
}

static void
yield(uintptr_t pc)
{
	struct op op = {.kind = OP_YIELD, .pc = pc};

	sched_step(&op);
}

EXPORT int
sched_yield(void)
{
	if (!shim_on()) {
		real_init();
		return real.sched_yield();
	}
	yield(CALLER);
	return 0;
}

EXPORT void
thrd_yield(void)
{
	if (!shim_on()) {
		real_init();
		real.thrd_yield();
		return;
	}
	yield(CALLER);
}

EXPORT int
clock_gettime(clockid_t clock, struct timespec *out)
{
	if (!shim_on()) {
		real_init();
		return real.clock_gettime(clock, out);
	}
	*out = now(clock);
	return 0;
}

EXPORT int
timespec_get(struct timespec *out, int base)
{
	if (!shim_on()) {
		real_init();
		return real.timespec_get(out, base);
	}
	if (base != TIME_UTC) {
		return 0;
	}
	*out = now(CLOCK_REALTIME);
	return base;
}

EXPORT int
gettimeofday(struct timeval *restrict out, void *restrict zone)
{
	struct timespec t;

	if (!shim_on()) {
		real_init();
		return real.gettimeofday(out, zone);
	}
	t = now(CLOCK_REALTIME);
	*out = (struct timeval){t.tv_sec, t.tv_nsec / 1000};
	return 0;
}

EXPORT time_t
time(time_t *out)
{
	time_t t;

	if (!shim_on()) {
		real_init();
		return real.time(out);
	}
	t = now(CLOCK_REALTIME).tv_sec;
	if (out) {
		*out = t;
	}
	return t;
}
