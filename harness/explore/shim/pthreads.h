// SPDX-License-Identifier: MIT
/* Creation, end and join of the program's threads, for POSIX's and C11's names. */
#ifndef HAZARD_SHIM_PTHREADS_H
#define HAZARD_SHIM_PTHREADS_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdnoreturn.h>

struct thread;

/* A new schedule: main is thread 0. */
void pthreads_begin(void);

/* An error number.  `reserved`: bytes of addresses that it asked for, see room.h; 0: as usual. */
int pthreads_create(pthread_t *out, bool detached, uint64_t reserved, void *(*start)(void *),
	void *argument, uintptr_t pc);
int pthreads_join(pthread_t handle, void **result, uint64_t deadline, uintptr_t pc);
int pthreads_detach(pthread_t handle, uintptr_t pc);

/* Runs destructors and ends the calling thread. */
noreturn void pthreads_end(void *result);

/* Unwinds first: clean-up handlers, C++ destructors. */
noreturn void pthreads_exit(void *result);

/* After a join, or when signals were handled: whether accesses matter still (shim_several). */
void pthreads_settle(void);

/* The thread with this handle that was neither joined nor ended detached; NULL. */
struct thread *pthreads_find(pthread_t handle);

/* At the end of the process: reports threads that nobody joined. */
void pthreads_leaked(void);

#endif
