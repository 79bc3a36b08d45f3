// SPDX-License-Identifier: MIT
/* Waiting for several files at once. */
#include <errno.h>
#include <signal.h>

#include "hook.h"
#include "io.h"
#include "real.h"
#include "schedule.h"
#include "signals.h"

enum { FILES = 64 };

EXPORT int
poll(struct pollfd *fds, nfds_t count, int timeout)
{
	uint64_t deadline;

	real_init();
	if (!shim_on()) {
		return real.poll(fds, count, timeout);
	}
	if (timeout == 0) {
		io_step(CALLER);
		return real.poll(fds, count, 0);
	}
	deadline = timeout < 0 ? 0 : hz.clock + (uint64_t)timeout * 1000000;
	signals_before_wait(CALLER);
	switch (io_wait(fds, count, deadline, CALLER)) {
	case WAKE_TIMEOUT:
		return 0;
	case WAKE_SIGNAL:
		errno = EINTR;
		return -1;
	default:
		return real.poll(fds, count, 0);
	}
}

static uint64_t
deadline_of(const struct timespec *timeout)
{
	return timeout ? hz.clock + (uint64_t)timeout->tv_sec * 1000000000 +
				 (uint64_t)timeout->tv_nsec + 1
		       : 0;
}

/* With other signals blocked while it waits. */
static enum wake
wait_masked(struct pollfd *fds, nfds_t count, uint64_t deadline, const sigset_t *mask, uintptr_t pc)
{
	uint64_t blocked = hz.self->blocked_signals;
	enum wake how;

	if (!mask) {
		signals_before_wait(pc);
	}
	hz.self->blocked_signals = mask ? signals_of_set(mask) : blocked;
	how = io_wait(fds, count, deadline, pc);
	hz.self->blocked_signals = blocked;
	return how;
}

/* As poll: the sets become a list.  False: interrupted (errno). */
static bool
wait_sets(int n, const fd_set *in, const fd_set *out, uint64_t deadline, const sigset_t *mask,
	uintptr_t pc)
{
	struct pollfd fds[FILES];
	nfds_t count = 0;

	for (int fd = 0; fd < n && count < FILES; fd++) {
		short events = (short)((in && FD_ISSET(fd, in) ? POLLIN : 0) |
				       (out && FD_ISSET(fd, out) ? POLLOUT : 0));

		if (events) {
			fds[count++] = (struct pollfd){.fd = fd, .events = events};
		}
	}
	if (wait_masked(fds, count, deadline, mask, pc) == WAKE_SIGNAL) {
		errno = EINTR;
		return false;
	}
	return true;
}

EXPORT int
select(int n, fd_set *restrict in, fd_set *restrict out, fd_set *restrict other,
	struct timeval *restrict timeout)
{
	struct timeval none = {0, 0};
	uint64_t deadline = 0;

	if (!shim_on()) {
		real_init();
		return real.select(n, in, out, other, timeout);
	}
	if (timeout && timeout->tv_sec == 0 && timeout->tv_usec == 0) {
		io_step(CALLER);
		return real.select(n, in, out, other, &none);
	}
	if (timeout) {
		deadline = hz.clock + (uint64_t)timeout->tv_sec * 1000000000 +
			   (uint64_t)timeout->tv_usec * 1000;
	}
	return wait_sets(n, in, out, deadline, NULL, CALLER) ? real.select(n, in, out, other, &none)
							     : -1;
}

EXPORT int
pselect(int n, fd_set *restrict in, fd_set *restrict out, fd_set *restrict other,
	const struct timespec *restrict timeout, const sigset_t *restrict mask)
{
	struct timeval none = {0, 0};

	if (!shim_on()) {
		return ((__typeof__(&pselect))hook_next("pselect"))(
			n, in, out, other, timeout, mask);
	}
	return wait_sets(n, in, out, deadline_of(timeout), mask, CALLER)
		       ? real.select(n, in, out, other, &none)
		       : -1;
}

EXPORT int
ppoll(struct pollfd *fds, nfds_t count, const struct timespec *timeout, const sigset_t *mask)
{
	if (!shim_on()) {
		return ((__typeof__(&ppoll))hook_next("ppoll"))(fds, count, timeout, mask);
	}
	switch (wait_masked(fds, count, deadline_of(timeout), mask, CALLER)) {
	case WAKE_TIMEOUT:
		return 0;
	case WAKE_SIGNAL:
		errno = EINTR;
		return -1;
	default:
		return real.poll(fds, count, 0);
	}
}

/* The kernel's list is a file that can be waited for like any other. */
static int
wait_epoll(int fd, struct epoll_event *events, int max, int ms, const sigset_t *mask, uintptr_t pc)
{
	struct pollfd p = {.fd = fd, .events = POLLIN};
	uint64_t deadline = ms < 0 ? 0 : hz.clock + (uint64_t)ms * 1000000 + 1;

	if (ms == 0) {
		io_step(pc);
	} else if (wait_masked(&p, 1, deadline, mask, pc) == WAKE_SIGNAL) {
		errno = EINTR;
		return -1;
	}
	return real.epoll_wait(fd, events, max, 0);
}

EXPORT int
epoll_wait(int fd, struct epoll_event *events, int max, int timeout)
{
	real_init();
	return shim_on() ? wait_epoll(fd, events, max, timeout, NULL, CALLER)
			 : real.epoll_wait(fd, events, max, timeout);
}

EXPORT int
epoll_pwait(int fd, struct epoll_event *events, int max, int timeout, const sigset_t *mask)
{
	if (!shim_on()) {
		return ((__typeof__(&epoll_pwait))hook_next("epoll_pwait"))(
			fd, events, max, timeout, mask);
	}
	return wait_epoll(fd, events, max, timeout, mask, CALLER);
}
