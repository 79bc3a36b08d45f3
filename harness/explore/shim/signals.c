// SPDX-License-Identifier: MIT
#include "signals.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "filter.h"
#include "findings.h"
#include "hook.h"
#include "pthreads.h"
#include "real.h"
#include "schedule.h"
#include "watch.h"

#define ACTION hz.registered.action
#define ASKED  hz.registered.asked

bool
signals_end(const struct op *wait)
{
	return hz.self->handled != HANDLED_NONE &&
	       (wait->kind == OP_SEM_WAIT || wait->kind == OP_IO || wait->kind == OP_SLEEP ||
		       wait->kind == OP_SYNC);
}

bool
signals_restart(void)
{
	return hz.self->handled == HANDLED_RESTART;
}

bool
signals_interrupt(const struct thread *t, const struct op *wait)
{
	/* Who waits for a condition must not miss its signal meanwhile: handled when that has come. */
	return t->pending_signals & ~t->blocked_signals && wait->kind != OP_COND_BLOCKED;
}

void
signals_before_wait(uintptr_t pc)
{
	struct op op = {.kind = OP_SYNC, .addr = OP_THREAD(hz.self->id), .size = 1, .pc = pc};

	if (UNLIKELY(hz.handlers && shim_several)) {
		sched_step(&op);
	}
}

static bool
has_handler(int signal)
{
	return ASKED[signal] && ACTION[signal].sa_handler != SIG_DFL &&
	       ACTION[signal].sa_handler != SIG_IGN;
}

static void
call(int signal, siginfo_t *info, void *context)
{
	struct thread *t = hz.self;
	uint64_t blocked = t->blocked_signals;
	struct sigaction action = ACTION[signal];
	enum handled first = t->handled                     ? t->handled
			     : action.sa_flags & SA_RESTART ? HANDLED_RESTART
							    : HANDLED_END;

	if (!(action.sa_flags & SA_NODEFER)) {
		t->blocked_signals |= SIGNAL_BIT(signal);
	}
	if (action.sa_flags & (int)SA_RESETHAND) {
		ASKED[signal] = false;
	}
	t->in_handlers++;
	filter_restamp(t);
	if (action.sa_flags & SA_SIGINFO) {
		action.sa_sigaction(signal, info, context);
	} else {
		action.sa_handler(signal);
	}
	t->in_handlers--;
	t->handled = first; /* whatever it waited for itself */
	filter_restamp(t);
	t->blocked_signals = blocked;
}

bool
signals_handle(int signal, siginfo_t *info, void *context)
{
	if (!has_handler(signal)) {
		return false;
	}
	call(signal, info, context);
	return true;
}

/* What a signal does whose handler is the default one. */
static void
default_action(int signal)
{
	char message[PROTO_LINE];

	switch (signal) {
	case SIGCHLD:
	case SIGURG:
	case SIGWINCH:
	case SIGCONT:
		return;
	case SIGSTOP:
	case SIGTSTP:
	case SIGTTIN:
	case SIGTTOU:
		sched_unmodelled("a stop signal");
		return;
	default:
		hz.signal = signal;
		findings_end(OP_NONE, 0, 0);
		snprintf(message, sizeof message, "killed by signal %d (%s)", signal,
			sigdescr_np(signal));
		sched_finish(signal == SIGABRT ? PROTO_ASSERTION : PROTO_CRASH, message);
	}
}

static void
deliver(int signal)
{
	siginfo_t info = {.si_signo = signal, .si_code = SI_TKILL};
	int saved = errno;

	if (has_handler(signal)) {
		info.si_pid = getpid();
		errno = saved;
		call(signal, &info, NULL);
		saved = errno; /* what the handler leaves there is what the interrupted code finds */
	} else if (!ASKED[signal] || ACTION[signal].sa_handler != SIG_IGN) {
		default_action(signal);
	}
	errno = saved;
}

void
signals_deliver(void)
{
	struct thread *t = hz.self;
	uint64_t now;
	int left;

	while ((now = t->pending_signals & ~t->blocked_signals)) {
		int signal = __builtin_ctzll(now) + 1;

		t->pending_signals &= ~SIGNAL_BIT(signal);
		deliver(signal);
	}
	left = errno;
	pthreads_settle();
	errno = left;
}

bool
signals_wait(void)
{
	for (uint32_t i = 0; i < hz.thread_count; i++) {
		if (!hz.threads[i].ended &&
			hz.threads[i].pending_signals & ~hz.threads[i].blocked_signals) {
			return true;
		}
	}
	return false;
}

static int
send_to(struct thread *t, int signal)
{
	if (signal < 0 || signal >= SIGNALS) {
		return EINVAL;
	}
	if (signal == 0) {
		return 0;
	}
	t->pending_signals |= SIGNAL_BIT(signal);
	if (t == hz.self) {
		signals_deliver();
	} else if (bits_has(&hz.waiting, t->id) && !t->ready) {
		sched_rewait(t);
	}
	return 0;
}

/* A signal to the process that all threads block: whoever waits for it, or unblocks it first, gets it. */
static int
send_to_process(int signal)
{
	hz.process_signals |= SIGNAL_BIT(signal);
	for (int i = bits_next(&hz.waiting, BITS_WORDS, 0); i >= 0;
		i = bits_next(&hz.waiting, BITS_WORDS, (unsigned)i + 1)) {
		if (&hz.threads[i] != hz.self && !hz.threads[i].ready) {
			sched_rewait(&hz.threads[i]);
		}
	}
	return 0;
}

EXPORT int
raise(int signal)
{
	struct op op = {.kind = OP_ANY, .pc = CALLER};

	if (!shim_on()) {
		real_init();
		return real.raise(signal);
	}
	sched_step(&op);
	return send_to(hz.self, signal);
}

EXPORT int
pthread_kill(pthread_t handle, int signal)
{
	struct op op = {.kind = OP_ANY, .pc = CALLER};
	struct thread *t;

	if (!shim_on()) {
		real_init();
		return real.pthread_kill(handle, signal);
	}
	sched_step(&op);
	t = pthreads_find(handle);
	if (!t) {
		findings_misuse(
			PROTO_API_ERROR, OP_ANY, NULL, CALLER, "a signal to a thread that is none");
		return ESRCH;
	}
	return t->ended ? 0 : send_to(t, signal);
}

/* To the whole process: to the first thread that doesn't block it, as Linux does when main doesn't. */
EXPORT int
kill(pid_t pid, int signal)
{
	struct op op = {.kind = OP_ANY, .pc = CALLER};

	if (!shim_on() || pid != getpid()) {
		real_init();
		return real.kill(pid, signal);
	}
	sched_step(&op);
	for (uint32_t i = 0; i < hz.thread_count && signal > 0 && signal < SIGNALS; i++) {
		struct thread *t = &hz.threads[i];

		if (!t->ended && !(t->blocked_signals & SIGNAL_BIT(signal))) {
			return send_to(t, signal);
		}
	}
	return signal > 0 && signal < SIGNALS ? send_to_process(signal) : send_to(hz.self, signal);
}

EXPORT int
sigaction(int signal, const struct sigaction *new, struct sigaction *old)
{
	real_init();
	if (!shim_on() || signal <= 0 || signal >= SIGNALS) {
		return real.sigaction(signal, new, old);
	}
	if (old) {
		*old = ACTION[signal];
	}
	if (new) {
		ACTION[signal] = *new;
		ASKED[signal] = true;
		hz.registered.actions++;
		hz.handlers |= has_handler(signal);
	}
	return 0;
}

EXPORT sighandler_t
signal(int number, sighandler_t handler)
{
	struct sigaction new = {.sa_handler = handler, .sa_flags = SA_RESTART}, old;

	return sigaction(number, &new, &old) < 0 ? SIG_ERR : old.sa_handler;
}

sighandler_t __sysv_signal(int number, sighandler_t handler);
sighandler_t bsd_signal(int number, sighandler_t handler);

/* signal() of programs that ask for System V's. */
EXPORT sighandler_t
__sysv_signal(int number, sighandler_t handler)
{
	struct sigaction new = {.sa_handler = handler, .sa_flags = SA_RESETHAND | SA_NODEFER}, old;

	return sigaction(number, &new, &old) < 0 ? SIG_ERR : old.sa_handler;
}

EXPORT sighandler_t
bsd_signal(int number, sighandler_t handler)
{
	return signal(number, handler);
}

EXPORT int
pthread_sigmask(int how, const sigset_t *new, sigset_t *old)
{
	struct thread *t;
	uint64_t bits;

	if (!shim_on()) {
		real_init();
		return real.pthread_sigmask(how, new, old);
	}
	t = hz.self;
	if (old) {
		signals_to_set(t->blocked_signals, old);
	}
	if (new) {
		bits = signals_of_set(new);
		t->blocked_signals = how == SIG_BLOCK     ? t->blocked_signals | bits
				     : how == SIG_UNBLOCK ? t->blocked_signals & ~bits
							  : bits;
		t->pending_signals |= hz.process_signals & ~t->blocked_signals;
		hz.process_signals &= t->blocked_signals;
		signals_deliver();
	}
	return 0;
}

EXPORT int
sigpending(sigset_t *set)
{
	if (!shim_on()) {
		return ((__typeof__(&sigpending))hook_next("sigpending"))(set);
	}
	signals_to_set(
		(hz.self->pending_signals | hz.process_signals) & hz.self->blocked_signals, set);
	return 0;
}

EXPORT int
sigprocmask(int how, const sigset_t *new, sigset_t *old)
{
	int error = pthread_sigmask(how, new, old);

	if (error) {
		errno = error;
	}
	return error ? -1 : 0;
}
