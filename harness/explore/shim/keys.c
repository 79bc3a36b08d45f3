// SPDX-License-Identifier: MIT
#include "keys.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>

#include "real.h"
#include "schedule.h"

/* Keys made before main are libc's; ours begin here. */
enum { FIRST = 0x4000 };

#define made hz.registered.key

/* C++: a chain a thread, the last made first. */
struct at_thread_exit {
	struct at_thread_exit *next;
	void (*f)(void *);
	void *object;
};

static _Thread_local struct at_thread_exit *chain;

static bool
ours(pthread_key_t key)
{
	return key >= FIRST && key < FIRST + KEYS;
}

int
keys_create(pthread_key_t *out, void (*destroy)(void *))
{
	struct op op = {.kind = OP_SYNC, .addr = (uintptr_t)made, .size = sizeof made};

	sched_step(&op);
	for (unsigned i = 0; i < KEYS; i++) {
		if (!made[i].used) {
			made[i] = (struct key){true, destroy};
			hz.registered.keys =
				hz.registered.keys > i + 1 ? hz.registered.keys : i + 1;
			*out = FIRST + i;
			return 0;
		}
	}
	return EAGAIN;
}

int
keys_delete(pthread_key_t key)
{
	if (!ours(key) || !made[key - FIRST].used) {
		return EINVAL;
	}
	made[key - FIRST].used = false;
	for (uint32_t i = 0; i < hz.thread_count; i++) {
		if (key - FIRST < hz.threads[i].keys_used) {
			hz.threads[i].keys[key - FIRST] = NULL;
		}
	}
	return 0;
}

int
keys_set(pthread_key_t key, const void *value)
{
	struct thread *t = hz.self;

	if (!ours(key) || !made[key - FIRST].used) {
		return EINVAL;
	}
	while (t->keys_used <= key - FIRST) {
		t->keys[t->keys_used++] = NULL;
	}
	t->keys[key - FIRST] = (void *)value;
	return 0;
}

void *
keys_get(pthread_key_t key)
{
	struct thread *t = hz.self;

	return ours(key) && key - FIRST < t->keys_used ? t->keys[key - FIRST] : NULL;
}

void
keys_destroy(struct thread *t)
{
	while (chain) {
		struct at_thread_exit *a = chain;

		chain = a->next;
		a->f(a->object);
		free(a);
	}
	for (int round = 0; round < PTHREAD_DESTRUCTOR_ITERATIONS; round++) {
		bool any = false;

		for (uint32_t i = 0; i < t->keys_used; i++) {
			void *value = t->keys[i];

			if (value && made[i].used && made[i].destroy) {
				any = true;
				t->keys[i] = NULL;
				made[i].destroy(value);
			}
		}
		if (!any) {
			return;
		}
	}
}

EXPORT int
pthread_key_create(pthread_key_t *out, void (*destroy)(void *))
{
	if (!shim_on()) {
		real_init();
		return real.pthread_key_create(out, destroy);
	}
	return keys_create(out, destroy);
}

EXPORT int
pthread_key_delete(pthread_key_t key)
{
	if (!shim_on() || !ours(key)) {
		real_init();
		return real.pthread_key_delete(key);
	}
	return keys_delete(key);
}

EXPORT int
pthread_setspecific(pthread_key_t key, const void *value)
{
	if (!shim_on() || !ours(key)) {
		real_init();
		return real.pthread_setspecific(key, value);
	}
	return keys_set(key, value);
}

EXPORT void *
pthread_getspecific(pthread_key_t key)
{
	if (!shim_on() || !ours(key)) {
		real_init();
		return real.pthread_getspecific(key);
	}
	return keys_get(key);
}

int __cxa_thread_atexit_impl(void (*f)(void *), void *object, void *dso);

EXPORT int
__cxa_thread_atexit_impl(void (*f)(void *), void *object, void *dso)
{
	struct at_thread_exit *a;

	if (!shim_on()) {
		real_init();
		return real.__cxa_thread_atexit_impl(f, object, dso);
	}
	a = malloc(sizeof *a);
	if (!a) {
		return -1;
	}
	*a = (struct at_thread_exit){chain, f, object};
	chain = a;
	return 0;
}
