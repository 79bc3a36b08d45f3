// SPDX-License-Identifier: MIT
/*
 * SPSC ring: the slot is given back before it has been read.
 *
 * One thread types, one shows, and a ring of two slots lies between them (SPSC: single
 * producer, single consumer).  Each index is written by one side only, so no lock is
 * needed.  The typing side does it right: it fills the slot and then publishes `typed`
 * with release.  The showing side forgets that giving a slot back is a message too: "I
 * have read it, you may overwrite it".  It says so with a relaxed store, and nothing
 * keeps the reading of the slot before it.  A processor that delays the reading shows
 * a key that was typed later.
 *
 * @level   3
 * @cwe     366
 * @origin  Linux commit 70aca71f92ca: the terminal's read buffer and its tail index
 * @stdout  every key shown
 * @expect  tsan      race(slot)
 * @expect  helgrind  race(slot)
 * @expect  drd       race(slot)
 * @false-alarm helgrind race(typed): Helgrind doesn't know C11 atomics and sees an
 *          ordinary write and an ordinary read
 * @false-alarm helgrind race(shown): Helgrind doesn't know C11 atomics and sees an
 *          ordinary write and an ordinary read
 * @false-alarm drd race(typed): DRD doesn't know C11 atomics and sees an ordinary write
 *          and an ordinary read
 * @false-alarm drd race(shown): DRD doesn't know C11 atomics and sees an ordinary write
 *          and an ordinary read
 * @misses  native: x86 processors finish a load before they make a later store visible,
 *          so the wrong key only shows on processors such as ARM
 * @expect  explore   race(slot)
 * @hint    Two messages go through this ring, one in each direction.  Which one is sent
 *          without its promise?
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
	atomic_store_explicit(&shown, at + 1, memory_order_relaxed);	//~ shown: write
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
