// SPDX-License-Identifier: MIT
/*
 * Spin handover: a ticket lock, whose unlock adds one without an atomic addition.
 *
 * Everybody draws a number and waits until it is served.  It looks wrong in two
 * places: there is no lock that a tool would know, and `serving` grows by a load and a
 * store, between which another thread's step would be lost.  It is right because only
 * the one who is served writes `serving`, and he writes it once: the lock itself
 * protects its own counter.  The release store hands the lock to the next number,
 * whose acquire load sees all that was done before.
 *
 * @level   4
 * @cwe     366 667
 * @stdout  every loaf is on the shelf
 * @false-alarm helgrind race(serving): Helgrind doesn't know C11 atomics and sees an
 *          ordinary write and an ordinary read
 * @false-alarm drd race(serving): DRD doesn't know C11 atomics and sees an ordinary
 *          write and an ordinary read
 * @false-alarm helgrind race(loaves): Helgrind doesn't take the home-made lock for a
 *          lock
 * @false-alarm drd race(loaves): DRD doesn't take the home-made lock for a lock
 * @hint    How many threads can be between the load and the store of `serving`?
 */
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 2000
#endif

atomic_uint next_number, serving;
long loaves;

static void
lock(void)
{
	unsigned now, mine;

	mine = atomic_fetch_add_explicit(&next_number, 1, memory_order_relaxed);
	do {
		sched_yield();
		now = atomic_load_explicit(&serving, memory_order_acquire);	//~ serving: read
	} while (now != mine);
}

static void
unlock(void)
{
	unsigned now = atomic_load_explicit(&serving, memory_order_relaxed);	//~ serving: read

	atomic_store_explicit(&serving, now + 1, memory_order_release);	//~ serving: write
}

static void *
bake(void *arg)
{
	for (int i = 0; i < ROUNDS; i++) {
		lock();
		loaves += 1;	//~ loaves: read, write
		unlock();
	}
	return arg;
}

int
main(void)
{
	pthread_t bakers[2];

	pthread_create(&bakers[0], NULL, bake, NULL);
	pthread_create(&bakers[1], NULL, bake, NULL);
	pthread_join(bakers[0], NULL);
	pthread_join(bakers[1], NULL);

	if (loaves != 2L * ROUNDS) {
		fprintf(stderr, "wrong: %ld of %ld loaves\n", loaves, 2L * ROUNDS);
		return 1;
	}
	puts("every loaf is on the shelf");
	return 0;
}
