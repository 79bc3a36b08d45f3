// SPDX-License-Identifier: MIT
#include "keeper.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "buf.h"
#include "clock.h"
#include "keep.h"
#include "tree.h"

enum {
	SEND_S = 10, /* no keeper takes longer to take an order, but one that was stopped */
	WAIT_MS = 2,
	PIDS = 256,
};

#define FINISH_NS (10 * CLOCK_NS_PER_S)
#define SWEEP_NS  (5 * CLOCK_NS_PER_S)

bool
keeper_start(struct keeper *k)
{
	int ends[2];
	sigset_t all, old;
	*k = (struct keeper){.sock = -1};
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) < 0) {
		return false;
	}
	struct timeval limit = {.tv_sec = SEND_S};
	setsockopt(ends[0], SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
	/* No handler of ours may run in the keeper. */
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &old);
	pid_t hazard = getpid();
	pid_t pid = fork();
	int error = errno;
	if (pid == 0) {
		keep(ends[1], hazard);
	}
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	close(ends[1]);
	if (pid < 0) {
		close(ends[0]);
		errno = error;
		return false;
	}
	*k = (struct keeper){pid, ends[0]};
	return true;
}

/* The first bytes of an order, with the descriptors, then the rest. */
static bool
send_order(int sock, const struct order *o, const struct buf *strings, int fds[static 2])
{
	union {
		struct cmsghdr align;
		char bytes[CMSG_SPACE(2 * sizeof(int))];
	} control = {0};
	struct iovec v[] = {{(void *)o, sizeof *o}, {strings->data, strings->len}};
	struct msghdr m = {
		.msg_iov = v,
		.msg_iovlen = 2,
		.msg_control = control.bytes,
		.msg_controllen = sizeof control.bytes,
	};
	struct cmsghdr *c = CMSG_FIRSTHDR(&m);
	c->cmsg_level = SOL_SOCKET;
	c->cmsg_type = SCM_RIGHTS;
	c->cmsg_len = CMSG_LEN(2 * sizeof(int));
	memcpy(CMSG_DATA(c), fds, 2 * sizeof(int));
	ssize_t n = sendmsg(sock, &m, MSG_NOSIGNAL);
	if (n < (ssize_t)sizeof *o) {
		return false;
	}
	for (size_t at = (size_t)n - sizeof *o; at < strings->len; at += (size_t)n) {
		n = send(sock, strings->data + at, strings->len - at, MSG_NOSIGNAL);
		if (n <= 0) {
			return false;
		}
	}
	return true;
}

bool
keeper_run(struct keeper *k, const struct spawn_spec *spec, int out, int err)
{
	struct buf strings = {0};
	struct order o = order_pack(spec, &strings);
	bool sent = send_order(k->sock, &o, &strings, (int[]){out, err});
	int error = errno;
	buf_free(&strings);
	errno = error;
	return sent;
}

static void
command(struct keeper *k, enum order_command what)
{
	struct order o;
	memset(&o, 0, sizeof o);
	o.command = what;
	/* A keeper that is lost shows that by itself: the socket ends. */
	(void)!send(k->sock, &o, sizeof o, MSG_NOSIGNAL | MSG_DONTWAIT);
}

void
keeper_term(struct keeper *k)
{
	command(k, ORDER_TERM);
}

void
keeper_kill(struct keeper *k)
{
	command(k, ORDER_KILL);
}

enum keeper_news
keeper_read(struct keeper *k, struct keeper_event *event)
{
	ssize_t n = recv(k->sock, event, sizeof *event, MSG_DONTWAIT);
	if (n == (ssize_t)sizeof *event) {
		return KEEPER_ENDED;
	}
	if (n < 0 && (errno == EAGAIN || errno == EINTR)) {
		return KEEPER_SILENT;
	}
	return KEEPER_LOST;
}

static void
pause_ms(int ms)
{
	poll(NULL, 0, ms);
}

void
keeper_finish(struct keeper *k)
{
	if (!k->pid) {
		return;
	}
	close(k->sock);
	/* Idle ones are gone at once; waiting in the kernel would have no limit. */
	int64_t end = clock_now() + FINISH_NS;
	while (waitpid(k->pid, NULL, WNOHANG) == 0 && clock_now() < end) {
		pause_ms(WAIT_MS);
	}
	*k = (struct keeper){.sock = -1};
}

int
keeper_destroy(struct keeper *k)
{
	int status = 0;
	if (!k->pid) {
		return status;
	}
	kill(k->pid, SIGKILL);
	while (waitpid(k->pid, &status, 0) < 0 && errno == EINTR) {
	}
	close(k->sock);
	*k = (struct keeper){.sock = -1};
	return status;
}

static bool
is_listed(pid_t pid, const pid_t *list, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (list[i] == pid) {
			return true;
		}
	}
	return false;
}

int
keeper_sweep(const pid_t *others, size_t count)
{
	int reaped = 0;
	for (int64_t end = clock_now() + SWEEP_NS; clock_now() < end;) {
		pid_t pids[PIDS];
		size_t n = tree_children(getpid(), 0, pids, PIDS), strange = 0;
		for (size_t i = 0; i < n; i++) {
			if (!is_listed(pids[i], others, count)) {
				strange++;
				kill(pids[i], SIGKILL);
				reaped += waitpid(pids[i], NULL, WNOHANG) > 0;
			}
		}
		if (!strange) {
			break;
		}
		pause_ms(WAIT_MS);
	}
	return reaped;
}
