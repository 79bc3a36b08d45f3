// SPDX-License-Identifier: MIT
/* Waiting for signals: those that are blocked and taken by hand, and those whose handler ends the wait. */
#include <errno.h>
#include <signal.h>
#include <unistd.h>

#include "cancel.h"
#include "hook.h"
#include "schedule.h"
#include "signals.h"

#define NEXT(name) ((__typeof__(&name))hook_next(#name))

/* What waits for signals is no object with an address. */
#define KEY OP_FD(1)

static uint64_t
there(const struct thread *t)
{
	return (t->pending_signals | hz.process_signals) & t->detail;
}

static bool
can_take(const struct thread *t)
{
	return there(t) != 0;
}

static bool
never(const struct thread *t)
{
	(void)t;
	return false;
}

static enum wake
wait_for(bool (*can)(const struct thread *), uint64_t deadline, uintptr_t pc)
{
	struct op op = {.kind = OP_SYNC, .addr = KEY, .size = 1, .pc = pc};
	enum wake how;

	cancel_point(pc);
	how = sched_wait(&op, can, deadline);
	if (how == WAKE_CANCEL) {
		cancel_now();
	}
	return how;
}

/* Takes one of the set; 0: interrupted by a handler, or the deadline (errno). */
static int
take(const sigset_t *set, uint64_t deadline, uintptr_t pc)
{
	struct thread *t = hz.self;
	uint64_t bit;

	t->detail = signals_of_set(set);
	switch (wait_for(can_take, deadline, pc)) {
	case WAKE_TIMEOUT:
		errno = EAGAIN;
		return 0;
	case WAKE_SIGNAL:
		errno = EINTR;
		return 0;
	default:
		break;
	}
	bit = there(t) & -there(t);
	if (t->pending_signals & bit) {
		t->pending_signals &= ~bit;
	} else {
		hz.process_signals &= ~bit;
	}
	return __builtin_ctzll(bit) + 1;
}

EXPORT int
sigwait(const sigset_t *set, int *signal)
{
	if (!shim_on()) {
		return NEXT(sigwait)(set, signal);
	}
	while ((*signal = take(set, 0, CALLER)) == 0) {
	}
	return 0;
}

EXPORT int
sigwaitinfo(const sigset_t *set, siginfo_t *info)
{
	int signal;

	if (!shim_on()) {
		return NEXT(sigwaitinfo)(set, info);
	}
	signal = take(set, 0, CALLER);
	if (signal && info) {
		*info = (siginfo_t){.si_signo = signal, .si_code = SI_TKILL};
	}
	return signal ? signal : -1;
}

EXPORT int
sigtimedwait(const sigset_t *set, siginfo_t *info, const struct timespec *timeout)
{
	uint64_t deadline;
	int signal;

	if (!shim_on()) {
		return NEXT(sigtimedwait)(set, info, timeout);
	}
	deadline = timeout ? hz.clock + (uint64_t)timeout->tv_sec * 1000000000 +
				     (uint64_t)timeout->tv_nsec + 1
			   : 0;
	signal = take(set, deadline, CALLER);
	if (signal && info) {
		*info = (siginfo_t){.si_signo = signal, .si_code = SI_TKILL};
	}
	return signal ? signal : -1;
}

EXPORT int
sigsuspend(const sigset_t *set)
{
	uint64_t blocked;

	if (!shim_on()) {
		return NEXT(sigsuspend)(set);
	}
	blocked = hz.self->blocked_signals;
	hz.self->blocked_signals = signals_of_set(set);
	hz.self->pending_signals |= hz.process_signals & ~hz.self->blocked_signals;
	hz.process_signals &= hz.self->blocked_signals;
	wait_for(never, 0, CALLER);
	hz.self->blocked_signals = blocked;
	errno = EINTR;
	return -1;
}

EXPORT int
pause(void)
{
	if (!shim_on()) {
		return NEXT(pause)();
	}
	signals_before_wait(CALLER);
	wait_for(never, 0, CALLER);
	errno = EINTR;
	return -1;
}
