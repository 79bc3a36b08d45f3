// SPDX-License-Identifier: MIT
/*
 * Processes that the program forks.  The child runs outside of the schedule, by itself; but what locks it finds taken,
 * by threads that it doesn't have, is known, and so is that it waits for one of them in vain.
 */
#ifndef HAZARD_SHIM_FORK_H
#define HAZARD_SHIM_FORK_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

/* This process was forked by the program, and has one thread. */
extern bool fork_child;

/* Once.  False: no memory. */
bool fork_setup(void);

/* In such a child: a mutex, which may have been taken before the fork. */
int fork_lock(pthread_mutex_t *m, bool try, uintptr_t pc);
int fork_unlock(pthread_mutex_t *m);

/*
 * A mutex in memory that processes share has, while a child has it, an owner beyond all threads: which one, and whether
 * that is no more.
 */
bool fork_has(const pthread_mutex_t *m);
bool fork_owner_gone(const pthread_mutex_t *m);

/* The schedule has ended: so do the children that are left. */
void fork_finish(void);

#endif
