// SPDX-License-Identifier: MIT
/*
 * Reading and writing: a thread whose call would block waits until another has done some input or output.  All files
 * are one object here, since a pipe's ends are not told to belong together.
 */
#include "io.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>

#include "cancel.h"
#include "libc.h"
#include "real.h"
#include "reset.h"
#include "schedule.h"
#include "signals.h"

#define KEY OP_FD(0)

enum { OUTSIDE_MS = 1000, FILES = 64 };

/* What a waiting thread waits for, on its stack. */
struct want {
	struct pollfd *fds;
	nfds_t count;
};

static const struct want *
wanted_by(const struct thread *t)
{
	return (const struct want *)(uintptr_t)t->detail;
}

static bool
ready_now(const struct thread *t)
{
	const struct want *w = wanted_by(t);
	struct pollfd copy[FILES];
	nfds_t n = w->count < FILES ? w->count : FILES;

	memcpy(copy, w->fds, n * sizeof *copy);
	return real.poll(copy, n, 0) != 0;
}

static bool
from_outside(const struct thread *t)
{
	const struct want *w = wanted_by(t);
	bool any = false;

	for (nfds_t i = 0; i < w->count; i++) {
		any |= io_is_outside(w->fds[i].fd);
	}
	return any;
}

/* The next thread after `i` (-1: the first) that waits for files, or NULL. */
static struct thread *
next_waiter(int i)
{
	do {
		i = bits_next(&hz.waiting, BITS_WORDS, (unsigned)(i + 1));
	} while (i >= 0 && hz.threads[i].want.kind != OP_IO);
	return i >= 0 ? &hz.threads[i] : NULL;
}

bool
io_may_come(void)
{
	for (struct thread *t = next_waiter(-1); t; t = next_waiter((int)t->id)) {
		if (from_outside(t)) {
			return true;
		}
	}
	return false;
}

bool
io_wait_outside(void)
{
	bool any = false;

	for (struct thread *t = next_waiter(-1); t; t = next_waiter((int)t->id)) {
		if (from_outside(t)) {
			real.poll(wanted_by(t)->fds, wanted_by(t)->count, OUTSIDE_MS);
		}
		if (ready_now(t)) {
			/* Perhaps long since, by a call that is not modelled: what it would have met then is not known. */
			hz.engine->limits |= ENGINE_LIMIT_UNSEEN;
			sched_rewait(t);
			any = true;
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
	for (struct thread *t = next_waiter(-1); t; t = next_waiter((int)t->id)) {
		if (t != hz.self && !t->ready && ready_now(t)) {
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

void
io_step(uintptr_t pc)
{
	struct op op = {.kind = OP_IO, .addr = KEY, .size = 1, .pc = pc};

	if (shim_several) {
		sched_step(&op);
	}
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
		io_step(pc);
		return true;
	}
	signals_before_wait(pc);
	while (io_wait(&p, 1, 0, pc) == WAKE_SIGNAL) {
		if (!signals_restart()) {
			errno = EINTR;
			return false;
		}
	}
	return true;
}

/*
 * A function of libc through which bytes go: its own name waits until they can, and its other one (see libc.h), which the
 * program calls, tells moreover of the memory they come from (`before`) or go to (`after`).
 */
#define LIST(...) __VA_ARGS__
#define THROUGH(type, name, events, params, args, before, after) \
	static type at_##name(uintptr_t pc, params)              \
	{                                                        \
		type n;                                          \
		if (!shim_on()) {                                \
			real_init();                             \
			return real.name(args);                  \
		}                                                \
		if (!io_wait_fd(fd, events, pc)) {               \
			return -1;                               \
		}                                                \
		passes(fd, events, true);                        \
		n = real.name(args);                             \
		passes(fd, events, false);                       \
		return n;                                        \
	}                                                        \
	EXPORT type name(params)                                 \
	{                                                        \
		return at_##name(CALLER, args);                  \
	}                                                        \
	REDIRECTED(type, name, (params))                         \
	{                                                        \
		type n;                                          \
		before;                                          \
		n = at_##name(CALLER, args);                     \
		if (n > 0) {                                     \
			after;                                   \
		}                                                \
		return n;                                        \
	}

/* What was sent has happened before it is received. */
static void
passes(int fd, short events, bool before)
{
	if (before && events == POLLOUT) {
		io_sends(fd);
	} else if (!before) {
		if (events == POLLIN) {
			io_received(fd);
		}
		io_changed();
		if (UNLIKELY(hz.self->pending_signals)) {
			signals_deliver();
		}
	}
}

/* The buffers of a list, as far as `n` bytes go. */
static void
vector(const struct iovec *list, int count, size_t n, bool write, uintptr_t pc)
{
	for (int i = 0; shim_several && i < count && n > 0; i++) {
		size_t part = list[i].iov_len < n ? list[i].iov_len : n;

		if (part > 0) {
			access_memory(list[i].iov_base, part, write, pc);
		}
		n -= part;
	}
}

#define READS(p, size)  access_memory(p, (size_t)(size), false, CALLER)
#define WRITES(p, size) access_memory(p, (size_t)(size), true, CALLER)
#define NOTHING         (void)0

THROUGH(ssize_t, read, POLLIN, LIST(int fd, void *buffer, size_t size), LIST(fd, buffer, size),
	NOTHING, WRITES(buffer, n))
THROUGH(ssize_t, recv, POLLIN, LIST(int fd, void *buffer, size_t size, int flags),
	LIST(fd, buffer, size, flags), NOTHING, WRITES(buffer, n))
THROUGH(ssize_t, recvfrom, POLLIN,
	LIST(int fd, void *restrict p, size_t size, int flags, struct sockaddr *restrict from,
		socklen_t *restrict length),
	LIST(fd, p, size, flags, from, length), NOTHING, WRITES(p, n))
THROUGH(ssize_t, readv, POLLIN, LIST(int fd, const struct iovec *list, int count),
	LIST(fd, list, count), NOTHING, vector(list, count, (size_t)n, true, CALLER))
THROUGH(ssize_t, recvmsg, POLLIN, LIST(int fd, struct msghdr *m, int flags), LIST(fd, m, flags),
	NOTHING, vector(m->msg_iov, (int)m->msg_iovlen, (size_t)n, true, CALLER))
THROUGH(ssize_t, send, POLLOUT, LIST(int fd, const void *buffer, size_t size, int flags),
	LIST(fd, buffer, size, flags), READS(buffer, size), NOTHING)
THROUGH(ssize_t, sendto, POLLOUT,
	LIST(int fd, const void *p, size_t size, int flags, const struct sockaddr *to,
		socklen_t length),
	LIST(fd, p, size, flags, to, length), READS(p, size), NOTHING)
THROUGH(ssize_t, writev, POLLOUT, LIST(int fd, const struct iovec *list, int count),
	LIST(fd, list, count), vector(list, count, SIZE_MAX, false, CALLER), NOTHING)
THROUGH(ssize_t, sendmsg, POLLOUT, LIST(int fd, const struct msghdr *m, int flags),
	LIST(fd, m, flags), vector(m->msg_iov, (int)m->msg_iovlen, SIZE_MAX, false, CALLER),
	NOTHING)
THROUGH(ssize_t, pread, POLLIN, LIST(int fd, void *buffer, size_t size, off_t at),
	LIST(fd, buffer, size, at), NOTHING, WRITES(buffer, n))
THROUGH(ssize_t, pwrite, POLLOUT, LIST(int fd, const void *buffer, size_t size, off_t at),
	LIST(fd, buffer, size, at), READS(buffer, size), NOTHING)
THROUGH(int, accept, POLLIN,
	LIST(int fd, struct sockaddr *restrict address, socklen_t *restrict size),
	LIST(fd, address, size), NOTHING, NOTHING)
THROUGH(int, accept4, POLLIN,
	LIST(int fd, struct sockaddr *restrict address, socklen_t *restrict size, int flags),
	LIST(fd, address, size, flags), NOTHING, NOTHING)
THROUGH(int, eventfd_read, POLLIN, LIST(int fd, eventfd_t *value), LIST(fd, value),
	WRITES(value, sizeof *value), NOTHING)
THROUGH(int, eventfd_write, POLLOUT, LIST(int fd, eventfd_t value), LIST(fd, value), NOTHING,
	NOTHING)

/* More than a pipe is sure to have room for goes in parts: others have to take it out meanwhile. */
static ssize_t
at_write(uintptr_t pc, int fd, const void *buffer, size_t size)
{
	enum { SURE = PIPE_BUF };
	bool parts = size > SURE && shim_on() && shim_several && io_blocks(fd);
	size_t done = 0;

	if (!shim_on()) {
		real_init();
		return real.write(fd, buffer, size);
	}
	do {
		size_t part = parts && size - done > SURE ? SURE : size - done;
		ssize_t n;

		if (!io_wait_fd(fd, POLLOUT, pc)) {
			return done ? (ssize_t)done : -1;
		}
		passes(fd, POLLOUT, true);
		n = real.write(fd, (const char *)buffer + done, part);
		passes(fd, POLLOUT, false);
		if (n < 0) {
			return done ? (ssize_t)done : n;
		}
		done += (size_t)n;
	} while (parts && done < size);
	return (ssize_t)done;
}

EXPORT ssize_t
write(int fd, const void *buffer, size_t size)
{
	return at_write(CALLER, fd, buffer, size);
}

REDIRECTED(ssize_t, write, (int fd, const void *buffer, size_t size))
{
	READS(buffer, size);
	return at_write(CALLER, fd, buffer, size);
}

EXPORT int
close(int fd)
{
	int n;

	real_init();
	if (!shim_on()) {
		return real.close(fd);
	}
	io_step(CALLER);
	reset_closed(fd);
	n = real.close(fd);
	io_changed();
	return n;
}

EXPORT int
shutdown(int fd, int how)
{
	int n;

	real_init();
	if (!shim_on()) {
		return real.shutdown(fd, how);
	}
	io_step(CALLER);
	n = real.shutdown(fd, how);
	io_changed();
	return n;
}

EXPORT int
connect(int fd, const struct sockaddr *address, socklen_t size)
{
	int n;

	real_init();
	if (!shim_on()) {
		return real.connect(fd, address, size);
	}
	io_step(CALLER);
	n = real.connect(fd, address, size);
	io_changed();
	return n;
}
