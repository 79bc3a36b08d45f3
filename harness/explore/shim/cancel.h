// SPDX-License-Identifier: MIT
/* Deferred cancellation, and clean-up handlers. */
#ifndef HAZARD_SHIM_CANCEL_H
#define HAZARD_SHIM_CANCEL_H

#include <stdbool.h>
#include <stdint.h>
#include <stdnoreturn.h>

struct op;
struct thread;

/* A cancellation request that may be acted upon; whether this wait is a cancellation point. */
bool cancel_pending(const struct thread *t);
bool cancel_ends(const struct op *wait);

/* A cancellation point of the calling thread: may not return. */
void cancel_point(uintptr_t pc);

/* Acts upon the request. */
noreturn void cancel_now(void);

#endif
