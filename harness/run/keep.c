// SPDX-License-Identifier: MIT
#include "keep.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "clock.h"
#include "keeper.h"
#include "tree.h"

enum { POLL_MS = 10, URGENT = -15 };

#define LINGER_NS (500 * INT64_C(1000000))
#define SWEEP_NS  (5 * CLOCK_NS_PER_S)
#define LAST_NS   (60 * CLOCK_NS_PER_S)

struct keep {
	int sock, hazard, children; /* hazard: its pidfd; children: signalfd for SIGCHLD */
	sigset_t sigchld;
	char *memory; /* for an order's strings and pointers */
	size_t bytes;
	pid_t child; /* 0: none runs */
	bool ended;  /* the child is reaped */
	bool termed;
	int64_t started;
	int killed; /* reaped after a KILL */
	struct keeper_event event;
};

static void
close_others(int keep)
{
	if (close_range(3, (unsigned)keep - 1, 0) == 0 || keep == 3) {
		if (close_range((unsigned)keep + 1, ~0U, 0) == 0) {
			return;
		}
	}
	for (int fd = 3, end = (int)sysconf(_SC_OPEN_MAX); fd < end; fd++) { /* Linux < 5.9 */
		(void)(fd == keep || close(fd));
	}
}

static bool
set_descriptors(struct keep *k, int sock)
{
	k->sock = fcntl(sock, F_DUPFD_CLOEXEC, 3);
	int null = open("/dev/null", O_RDWR);
	if (k->sock < 0 || null < 0) {
		return false;
	}
	for (int fd = 0; fd < 3; fd++) {
		if (null != fd && dup2(null, fd) < 0) {
			return false;
		}
	}
	close_others(k->sock);
	return true;
}

/* exec keeps ignored signals ignored, so a nohup or a CI runner would reach the children. */
static void
reset_signals(void)
{
	for (int s = 1; s < NSIG; s++) {
		if (s != SIGKILL && s != SIGSTOP) {
			signal(s, SIG_DFL);
		}
	}
}

static bool
begin(struct keep *k, int sock, pid_t hazard)
{
	*k = (struct keep){0};
	reset_signals();
	if (!set_descriptors(k, sock) || setsid() < 0 || prctl(PR_SET_CHILD_SUBREAPER, 1) < 0) {
		return false;
	}
	prctl(PR_SET_NAME, "hz-keeper");
	/*
	 * Among a fork bomb's thousands we would hardly ever run.  Children don't inherit it; root only.
	 * Not a real-time policy: reaping waits inside the kernel, without sleeping, for whoever else is
	 * taking the same /proc entries away, and who is less urgent on the same CPU would never get on.
	 */
	if (getpriority(PRIO_PROCESS, 0) == 0 &&
		sched_setscheduler(
			0, SCHED_OTHER | SCHED_RESET_ON_FORK, &(struct sched_param){0}) == 0) {
		setpriority(PRIO_PROCESS, 0, URGENT);
	}
	/* Besides the socket, which some other fork of hazard might hold open; -1 on Linux < 5.3.
	 */
	k->hazard = (int)syscall(SYS_pidfd_open, hazard, 0);
	if (k->hazard >= 0) {
		fcntl(k->hazard, F_SETFD, FD_CLOEXEC);
	}
	sigemptyset(&k->sigchld);
	sigaddset(&k->sigchld, SIGCHLD);
	k->children = signalfd(-1, &k->sigchld, SFD_CLOEXEC | SFD_NONBLOCK);
	return k->children >= 0 && getppid() == hazard;
}

static int64_t
time_ns(struct timeval t)
{
	return t.tv_sec * CLOCK_NS_PER_S + t.tv_usec * INT64_C(1000);
}

/* Reaps what has ended.  False: there is no child any more, of any kind. */
static bool
reap(struct keep *k)
{
	for (;;) {
		int status;
		struct rusage use;
		pid_t pid = wait4(-1, &status, WNOHANG, &use);
		if (pid <= 0) {
			return pid == 0 || errno != ECHILD;
		}
		k->event.cpu_ns += time_ns(use.ru_utime) + time_ns(use.ru_stime);
		if (pid == k->child && !k->ended) {
			k->ended = true;
			k->event.status = status;
			k->event.wall_ns = clock_now() - k->started;
		} else if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) {
			k->killed++;
		}
	}
}

static void
pause_for_child(const struct keep *k)
{
	struct timespec t = {.tv_nsec = POLL_MS * CLOCK_NS_PER_MS};
	sigtimedwait(&k->sigchld, NULL, &t);
}

/* Kills and reaps until nothing is left.  Returns how many are. */
static int
sweep(struct keep *k, int64_t limit_ns)
{
	int64_t end = clock_now() + limit_ns;
	while (reap(k)) {
		int n = tree_kill();
		if (clock_now() > end) {
			return n;
		}
		pause_for_child(k);
	}
	return 0;
}

static _Noreturn void
leave(struct keep *k)
{
	sweep(k, LAST_NS);
	_exit(0);
}

static void
say(struct keep *k)
{
	if (send(k->sock, &k->event, sizeof k->event, MSG_NOSIGNAL) != sizeof k->event) {
		leave(k);
	}
}

/* The child has ended: clears away what it left, then tells. */
static void
end_run(struct keep *k)
{
	/* TERM went to its whole group: others may still be writing their report. */
	for (int64_t end = clock_now() + LINGER_NS; k->termed && clock_now() < end;) {
		if (!reap(k)) {
			break;
		}
		pause_for_child(k);
	}
	k->killed = 0;
	k->event.survivors = sweep(k, SWEEP_NS);
	k->event.leftovers = k->killed + k->event.survivors;
	k->child = 0;
	say(k);
}

/* Reads all of it, or finds that hazard has gone. */
static void
receive(struct keep *k, void *data, size_t bytes)
{
	for (char *at = data; bytes;) {
		ssize_t n = recv(k->sock, at, bytes, MSG_WAITALL);
		if (n <= 0 && !(n < 0 && errno == EINTR)) {
			leave(k);
		} else if (n > 0) {
			at += n;
			bytes -= (size_t)n;
		}
	}
}

static void
receive_order(struct keep *k, struct order *o, int fds[static 2])
{
	union {
		struct cmsghdr align;
		char bytes[CMSG_SPACE(2 * sizeof(int))];
	} control;
	struct iovec v = {o, sizeof *o};
	struct msghdr m = {
		.msg_iov = &v,
		.msg_iovlen = 1,
		.msg_control = control.bytes,
		.msg_controllen = sizeof control.bytes,
	};
	ssize_t n = recvmsg(k->sock, &m, MSG_CMSG_CLOEXEC);
	if (n <= 0) {
		leave(k);
	}
	receive(k, (char *)o + n, sizeof *o - (size_t)n);
	struct cmsghdr *c = CMSG_FIRSTHDR(&m);
	if (c && c->cmsg_type == SCM_RIGHTS && c->cmsg_len == CMSG_LEN(2 * sizeof(int))) {
		memcpy(fds, CMSG_DATA(c), 2 * sizeof(int));
	}
}

static bool
make_room(struct keep *k, size_t bytes)
{
	if (bytes <= k->bytes) {
		return true;
	}
	if (k->memory) {
		munmap(k->memory, k->bytes);
	}
	k->bytes = bytes;
	k->memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (k->memory == MAP_FAILED) {
		k->memory = NULL;
		k->bytes = 0;
	}
	return k->memory;
}

static void
run(struct keep *k, const struct order *o, int fds[static 2])
{
	size_t pointers = order_pointers(o) * sizeof(char *);
	if (!make_room(k, pointers + o->bytes)) {
		leave(k); /* hazard sees a lost keeper */
	}
	struct spawn_plan plan = {.out = fds[0], .err = fds[1]};
	receive(k, k->memory + pointers, o->bytes);
	order_unpack(o, k->memory + pointers, (char **)(void *)k->memory, &plan);
	memset(&k->event, 0, sizeof k->event);
	k->ended = k->termed = false;
	k->started = clock_now();
	pid_t pid = spawn_child(&plan, &k->event.failure);
	close(fds[0]);
	close(fds[1]);
	if (pid < 0) {
		say(k);
	} else {
		k->child = pid;
	}
}

static void
stop(struct keep *k, int signal)
{
	if (!k->child || k->ended) {
		return;
	}
	k->termed |= signal == SIGTERM;
	kill(-k->child, signal);
	kill(-k->child, SIGCONT); /* a stopped process takes no TERM */
}

static void
obey(struct keep *k)
{
	struct order o;
	int fds[2] = {-1, -1};
	receive_order(k, &o, fds);
	switch (o.command) {
	case ORDER_RUN:
		run(k, &o, fds);
		break;
	case ORDER_TERM:
		stop(k, SIGTERM);
		break;
	case ORDER_KILL:
		stop(k, SIGKILL);
		tree_kill();
		break;
	}
}

static void
forget_signals(struct keep *k)
{
	struct signalfd_siginfo info;
	while (read(k->children, &info, sizeof info) > 0) {
	}
}

_Noreturn void
keep(int sock, pid_t hazard)
{
	struct keep k;
	if (!begin(&k, sock, hazard)) {
		_exit(1);
	}
	for (;;) {
		struct pollfd fds[] = {
			{.fd = k.sock, .events = POLLIN | POLLRDHUP},
			{.fd = k.hazard, .events = POLLIN},
			{.fd = k.children, .events = POLLIN},
		};
		if (poll(fds, 3, -1) < 0) {
			continue;
		}
		if (fds[1].revents || (fds[0].revents & (POLLHUP | POLLRDHUP | POLLERR))) {
			leave(&k);
		}
		if (fds[2].revents) {
			forget_signals(&k);
			reap(&k);
		}
		if (k.child && k.ended) {
			end_run(&k);
		}
		if (fds[0].revents & POLLIN) {
			obey(&k);
		}
	}
}
