// SPDX-License-Identifier: MIT
/* The program's signal handlers: kept here, called by threads of the schedule at their steps. */
#ifndef HAZARD_SHIM_SIGNALS_H
#define HAZARD_SHIM_SIGNALS_H

#include <signal.h>
#include <stdbool.h>

#include "shim.h"

#define SIGNAL_BIT(signal) (UINT64_C(1) << ((signal)-1))

/* libc's sets as bits, and back. */
static inline uint64_t
signals_of_set(const sigset_t *set)
{
	uint64_t bits = 0;

	for (int s = 1; s < SIGNALS - 1; s++) {
		bits |= sigismember(set, s) == 1 ? SIGNAL_BIT(s) : 0;
	}
	return bits;
}

static inline void
signals_to_set(uint64_t bits, sigset_t *set)
{
	sigemptyset(set);
	for (int s = 1; s < SIGNALS - 1; s++) {
		if (bits & SIGNAL_BIT(s)) {
			sigaddset(set, s);
		}
	}
}

/*
 * Whether the signal that was just dealt with ends the calling thread's wait, with EINTR, unless the call is one that is begun
 * again: see signals_restart.  Else the wait goes on: after a signal that is ignored, or in a wait for a lock, say.
 */
bool signals_end(const struct op *wait);

/*
 * Whether the handler was one for which calls are begun again (SA_RESTART).  For read(), write(), wait4(), sem_wait() and
 * their like; not for poll(), pause() or sleep(), which end in any case (signal(7)).
 */
bool signals_restart(void);

/* Whether this thread, which waits, has a signal to handle now. */
bool signals_interrupt(const struct thread *t, const struct op *wait);

/* A wait that a signal would end is about to begin: what comes until then is handled, and ends nothing. */
void signals_before_wait(uintptr_t pc);

/* Runs the handlers of what is pending for the calling thread. */
void signals_deliver(void);

/* Whether a signal is still to be handled by somebody. */
bool signals_wait(void);

/* A real signal came: true if the program has a handler, which was run. */
bool signals_handle(int signal, siginfo_t *info, void *context);

#endif
