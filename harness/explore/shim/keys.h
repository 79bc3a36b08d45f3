// SPDX-License-Identifier: MIT
/* Thread-specific data, and the destructors that run when a thread ends. */
#ifndef HAZARD_SHIM_KEYS_H
#define HAZARD_SHIM_KEYS_H

#include <pthread.h>

struct thread;

/* As pthread_key_create and its like; error numbers. */
int keys_create(pthread_key_t *out, void (*destroy)(void *));
int keys_delete(pthread_key_t key);
int keys_set(pthread_key_t key, const void *value);
void *keys_get(pthread_key_t key);

/* Runs C++ thread_local destructors, then those of keys, PTHREAD_DESTRUCTOR_ITERATIONS times. */
void keys_destroy(struct thread *t);

#endif
