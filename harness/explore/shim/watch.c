// SPDX-License-Identifier: MIT
#include "watch.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>

#include "findings.h"
#include "real.h"
#include "reset.h"
#include "schedule.h"
#include "signals.h"

enum { STACK = 1 << 16, TICK_MS = 100, KERNEL_SECONDS = 10 };

static const int fatal[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGABRT, SIGSYS};

/* Writing to what nobody reads: the program gets it as it gets any other, as soon as the call is over. */
static void
on_pipe(int signal, siginfo_t *info, void *context)
{
	(void)info;
	(void)context;
	if (shim_on()) {
		hz.self->pending_signals |= SIGNAL_BIT(signal);
	} else {
		struct sigaction plain = {.sa_handler = SIG_DFL};

		real.sigaction(signal, &plain, NULL);
		raise(signal);
	}
}

static void
on_fatal(int signal, siginfo_t *info, void *context)
{
	char message[PROTO_LINE];
	uintptr_t pc = 0;

	if (signal == SIGSEGV && reset_fault((uintptr_t)info->si_addr)) {
		return;
	}
	if (!shim_on()) {
		struct sigaction plain = {.sa_handler = SIG_DFL};

		real.sigaction(signal, &plain, NULL);
		raise(signal);
		return;
	}
	if (signals_handle(signal, info, context)) {
		return;
	}
#if defined(__x86_64__)
	pc = (uintptr_t)((ucontext_t *)context)->uc_mcontext.gregs[REG_RIP];
#endif
	hz.signal = signal;
	hz.fault = (uintptr_t)info->si_addr;
	findings_end(OP_NONE, hz.fault, pc);
	snprintf(message, sizeof message, "signal %d (%s) at %p", signal, sigdescr_np(signal),
		info->si_addr);
	sched_finish(PROTO_CRASH, message);
}

static void
on_tick(int signal, siginfo_t *info, void *context)
{
	uint32_t limit = hz.proto->config.cpu_ms ? hz.proto->config.cpu_ms : 2000;
	uint64_t at = hz.schedule * 1000003 + hz.engine->now.steps - hz.gave_way;
	uintptr_t pc = 0;

	(void)signal;
	hz.ticked = true;
#if defined(__x86_64__)
	pc = (uintptr_t)((ucontext_t *)context)->uc_mcontext.gregs[REG_RIP];
#else
	(void)context;
#endif
	if (!shim_on() || at != hz.last_tick_step) {
		hz.last_tick_step = at;
		hz.idle_ticks = hz.idle_seconds = 0;
		return;
	}
	if (info->si_code == SI_TIMER) {
		if (++hz.idle_seconds >= KERNEL_SECONDS) {
			findings_end(OP_NONE, 0, pc);
			sched_finish(PROTO_LIMIT,
				"a thread waited in the kernel for something that is not modelled");
		}
		return;
	}
	if (++hz.idle_ticks * TICK_MS >= limit) {
		findings_end(OP_NONE, 0, pc);
		sched_finish(PROTO_LIMIT, "a thread ran without a scheduling point");
	}
}

bool
watch_setup(void)
{
	stack_t stack = {.ss_size = STACK};
	struct sigaction action;

	stack.ss_sp = shim_private(STACK);
	if (!stack.ss_sp || sigaltstack(&stack, NULL) < 0) {
		return false;
	}
	memset(&action, 0, sizeof action);
	/* Not blocked while it is handled: the handler leaves by switching to another stack. */
	action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER;
	action.sa_sigaction = on_fatal;
	for (unsigned i = 0; i < sizeof fatal / sizeof *fatal; i++) {
		real.sigaction(fatal[i], &action, NULL);
	}
	action.sa_sigaction = on_tick;
	action.sa_flags |= SA_RESTART;
	real.sigaction(SIGPROF, &action, NULL);
	action.sa_sigaction = on_pipe;
	real.sigaction(SIGPIPE, &action, NULL);
	return true;
}

void
watch_start(void)
{
	struct itimerval every = {.it_interval = {.tv_usec = TICK_MS * 1000},
		.it_value = {.tv_usec = TICK_MS * 1000}};
	struct itimerspec second = {.it_interval = {.tv_sec = 1}, .it_value = {.tv_sec = 1}};
	struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGPROF};
	timer_t timer;

	if (hz.proto->config.options & PROTO_OPT_GDB) {
		return;
	}
	/* CPU time for loops, and each second for calls that block where nobody can see it. */
	real.setitimer(ITIMER_PROF, &every, NULL);
	if (real.timer_create(CLOCK_MONOTONIC, &event, &timer) == 0) {
		timer_settime(timer, 0, &second, NULL);
	}
}
