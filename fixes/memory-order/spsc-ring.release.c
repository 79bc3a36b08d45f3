// SPDX-License-Identifier: MIT
/*
 * SPSC ring, fixed: the slot is given back with release.
 *
 * @how   Store `shown` with release instead of relaxed.
 * @why   The reading of the slot is now before the store, and the keyboard's acquire load
 *        of `shown` puts it before the next writing of that slot.
 * @cost  Nothing on x86; a little on ARM (STLR).  Whoever waits still polls.
 * @false-alarm helgrind race(typed): Helgrind doesn't know C11 atomics and sees an
 *        ordinary write and an ordinary read
 * @false-alarm helgrind race(shown): Helgrind doesn't know C11 atomics and sees an
 *        ordinary write and an ordinary read
 * @false-alarm helgrind race(slot): Helgrind doesn't take release stores and acquire
 *        loads for synchronisation
 * @false-alarm drd race(typed): DRD doesn't know C11 atomics and sees an ordinary write
 *        and an ordinary read
 * @false-alarm drd race(shown): DRD doesn't know C11 atomics and sees an ordinary write
 *        and an ordinary read
 * @false-alarm drd race(slot): DRD doesn't take release stores and acquire loads for
 *        synchronisation
 */
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

enum { SLOTS = 2 };

int slot[SLOTS];
atomic_uint typed, shown;

static void
put_key(int key)
{
	unsigned back, at = atomic_load_explicit(&typed, memory_order_relaxed);

	do {
		sched_yield();
		back = atomic_load_explicit(&shown, memory_order_acquire);	//~ shown: read
	} while (at - back == SLOTS);
	slot[at % SLOTS] = key;	//~ slot: write
	atomic_store_explicit(&typed, at + 1, memory_order_release);	//~ typed: write
}

static int
take_key(void)
{
	unsigned end, at = atomic_load_explicit(&shown, memory_order_relaxed);

	do {
		sched_yield();
		end = atomic_load_explicit(&typed, memory_order_acquire);	//~ typed: read
	} while (at == end);
	int key = slot[at % SLOTS];	//~ slot: read
	atomic_store_explicit(&shown, at + 1, memory_order_release);	//~ shown: write
	return key;
}

static void *
keyboard(void *arg)
{
	(void)arg;
	for (int key = 0; key < SLOTS + ROUNDS; key++) {
		put_key(key);
	}
	return NULL;
}

int
main(void)
{
	pthread_t thread;
	int wrong = 0;

	pthread_create(&thread, NULL, keyboard, NULL);
	for (int key = 0; key < SLOTS + ROUNDS; key++) {
		wrong += take_key() != key;
	}
	pthread_join(thread, NULL);

	if (wrong != 0) {
		fprintf(stderr, "wrong: %d keys shown in place of others\n", wrong);
		return 1;
	}
	puts("every key shown");
	return 0;
}
