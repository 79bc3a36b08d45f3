// SPDX-License-Identifier: MIT
/* Once: pthread_once and call_once. */
#ifndef HAZARD_SHIM_ONCE_H
#define HAZARD_SHIM_ONCE_H

#include <stdint.h>

/* `control` is zero before, as PTHREAD_ONCE_INIT and ONCE_FLAG_INIT are. */
void once_run(int *control, void (*f)(void), uintptr_t pc);

/* The calling thread ends in the initialiser: the next one who asks runs it again (pthread_once(3p), on cancellation). */
void once_abandon(int *control);

#endif
