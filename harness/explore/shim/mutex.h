// SPDX-License-Identifier: MIT
/* Mutexes, their state kept in the program's objects, in glibc's layout: so that copies are copies and a reset is none. */
#ifndef HAZARD_SHIM_MUTEX_H
#define HAZARD_SHIM_MUTEX_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#include "shim.h"

/* pthread_mutex_lock and its timed forms; `deadline` 0: none.  An error number. */
int mutex_lock(pthread_mutex_t *m, uint64_t deadline, uintptr_t pc);
int mutex_unlock(pthread_mutex_t *m, uintptr_t pc);
int mutex_trylock(pthread_mutex_t *m, uintptr_t pc);

/* The thread that has it, or -1. */
int mutex_owner(const pthread_mutex_t *m);

/* For condition variables: gives it up, without a step of its own; takes it, being free; waits for it. */
void mutex_release(pthread_mutex_t *m);
int mutex_take(pthread_mutex_t *m, uintptr_t pc);
bool mutex_can(const struct thread *t);

/* The thread ends: robust ones go on to the next as abandoned, others are reported. */
void mutex_owner_ends(struct thread *t);

/* A lock of any kind is noted as held by the calling thread, or not any more. */
void held_add(const volatile void *lock, enum held_as as, uintptr_t pc);
void held_remove(const volatile void *lock);

#endif
