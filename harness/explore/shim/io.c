// SPDX-License-Identifier: MIT
/*
 * Reading and writing: a thread whose call would block waits until another has done some input or output.  All files
 * are one object here, since a pipe's ends are not told to belong together.
 */
#include "io.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>

#include "cancel.h"
#include "real.h"
#include "reset.h"
#include "schedule.h"

#define KEY OP_FD(0)

enum { OUTSIDE_MS = 1000, STANDARD = 3, FILES = 64 };

/* What a waiting thread waits for, on its stack. */
struct want {
	struct pollfd *fds;
	nfds_t count;
};

static bool
ready_now(const struct thread *t)
{
	const struct want *w = (const struct want *)(uintptr_t)t->detail;
	struct pollfd copy[FILES];
	nfds_t n = w->count < FILES ? w->count : FILES;

	memcpy(copy, w->fds, n * sizeof *copy);
	return real.poll(copy, n, 0) != 0;
}

static bool
from_outside(const struct thread *t)
{
	const struct want *w = (const struct want *)(uintptr_t)t->detail;

	for (nfds_t i = 0; i < w->count; i++) {
		if (hz.forked || w->fds[i].fd < STANDARD) {
			return true;
		}
	}
	return false;
}

bool
io_wait_outside(void)
{
	bool any = false;

	for (int i = bits_next(&hz.waiting, BITS_WORDS, 0); i >= 0;
		i = bits_next(&hz.waiting, BITS_WORDS, (unsigned)i + 1)) {
		struct thread *t = &hz.threads[i];

		if (t->want.kind == OP_IO && from_outside(t)) {
			const struct want *w = (const struct want *)(uintptr_t)t->detail;

			real.poll(w->fds, w->count, OUTSIDE_MS);
			if (ready_now(t)) {
				sched_rewait(t);
				any = true;
			}
		}
	}
	return any;
}

void
io_forked(void)
{
	hz.forked = true;
}

void
io_changed(void)
{
	for (int i = bits_next(&hz.waiting, BITS_WORDS, 0); i >= 0;
		i = bits_next(&hz.waiting, BITS_WORDS, (unsigned)i + 1)) {
		struct thread *t = &hz.threads[i];

		if (t != hz.self && t->want.kind == OP_IO && !t->ready && ready_now(t)) {
			sched_rewait(t);
		}
	}
}

enum wake
io_wait(struct pollfd *fds, nfds_t count, uint64_t deadline, uintptr_t pc)
{
	struct op op = {.kind = OP_IO, .addr = KEY, .size = 1, .pc = pc};
	struct want want = {fds, count};
	enum wake how;

	cancel_point(pc);
	hz.self->detail = (uintptr_t)&want;
	how = sched_wait(&op, ready_now, deadline);
	if (how == WAKE_CANCEL) {
		cancel_now();
	}
	return how;
}

bool
io_wait_fd(int fd, short events, uintptr_t pc)
{
	struct pollfd p = {.fd = fd, .events = events};
	int flags = fcntl(fd, F_GETFL);

	if (!shim_several && hz.live == 1) {
		return true; /* alone: what blocks now blocks for ever, or until another process acts */
	}
	if (flags < 0 || flags & O_NONBLOCK) {
		struct op op = {.kind = OP_IO, .addr = KEY, .size = 1, .pc = pc};

		sched_step(&op);
		return true;
	}
	if (io_wait(&p, 1, 0, pc) == WAKE_SIGNAL) {
		errno = EINTR;
		return false;
	}
	return true;
}

#define THROUGH(type, name, events, params, args)      \
	EXPORT type name params                        \
	{                                              \
		type n;                                \
		real_init();                           \
		if (!shim_on()) {                      \
			return real.name args;         \
		}                                      \
		if (!io_wait_fd(fd, events, CALLER)) { \
			return -1;                     \
		}                                      \
		n = real.name args;                    \
		io_changed();                          \
		return n;                              \
	}

THROUGH(ssize_t, read, POLLIN, (int fd, void *buffer, size_t size), (fd, buffer, size))
THROUGH(ssize_t, write, POLLOUT, (int fd, const void *buffer, size_t size), (fd, buffer, size))
THROUGH(ssize_t, recv, POLLIN, (int fd, void *buffer, size_t size, int flags),
	(fd, buffer, size, flags))
THROUGH(ssize_t, send, POLLOUT, (int fd, const void *buffer, size_t size, int flags),
	(fd, buffer, size, flags))
THROUGH(ssize_t, readv, POLLIN, (int fd, const struct iovec *list, int count), (fd, list, count))
THROUGH(ssize_t, writev, POLLOUT, (int fd, const struct iovec *list, int count), (fd, list, count))
THROUGH(ssize_t, recvmsg, POLLIN, (int fd, struct msghdr *message, int flags), (fd, message, flags))
THROUGH(ssize_t, sendmsg, POLLOUT, (int fd, const struct msghdr *message, int flags),
	(fd, message, flags))
THROUGH(ssize_t, recvfrom, POLLIN,
	(int fd, void *restrict p, size_t size, int flags, struct sockaddr *restrict from,
		socklen_t *restrict length),
	(fd, p, size, flags, from, length))
THROUGH(ssize_t, sendto, POLLOUT,
	(int fd, const void *p, size_t size, int flags, const struct sockaddr *to,
		socklen_t length),
	(fd, p, size, flags, to, length))
THROUGH(int, accept, POLLIN, (int fd, struct sockaddr *restrict address, socklen_t *restrict size),
	(fd, address, size))

EXPORT int
close(int fd)
{
	int n;

	real_init();
	if (!shim_on()) {
		return real.close(fd);
	}
	if (shim_several) {
		struct op op = {.kind = OP_IO, .addr = KEY, .size = 1, .pc = CALLER};

		sched_step(&op);
	}
	reset_closed(fd);
	n = real.close(fd);
	io_changed();
	return n;
}
