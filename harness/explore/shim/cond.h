// SPDX-License-Identifier: MIT
/* Condition variables, for POSIX's and C11's names.  `deadline` is ns of virtual time, 0: none.  Error numbers. */
#ifndef HAZARD_SHIM_COND_H
#define HAZARD_SHIM_COND_H

#include <pthread.h>
#include <stdint.h>

int cond_wait(pthread_cond_t *c, pthread_mutex_t *m, uint64_t deadline, uintptr_t pc);
int cond_signal(pthread_cond_t *c, uintptr_t pc);
int cond_broadcast(pthread_cond_t *c, uintptr_t pc);

#endif
