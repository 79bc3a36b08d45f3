// SPDX-License-Identifier: MIT
/*
 * Test, then set: a lock of sequentially consistent operations that lets two in.
 *
 * The lock waits until nobody is busy and then says that it is busy itself.  Both
 * operations have the strongest order that C11 knows, so these two never swap, and
 * yet it doesn't lock: two cooks may both read "not busy" before either has stored
 * "busy", and then both go on.  An order puts steps one behind the other.  It doesn't
 * make one step of two: somebody else's step still fits in between.
 *
 * @level   2
 * @cwe     366 667
 * @stdout  every dish was counted
 * @expect  tsan      race(dishes) may
 * @expect  helgrind  race(dishes)
 * @expect  drd       race(dishes)
 * @expect  native    wrong-result may
 * @expect  explore   race(dishes)
 * @expect  explore   wrong-result
 * @hint    What may the other cook do between the test and the set?
 */
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

atomic_bool busy;
long dishes;

static void
lock(void)
{
	do {
		sched_yield();
	} while (atomic_load(&busy));	//~ busy: read
	atomic_store(&busy, true);	//~ busy: lock
}

static void
unlock(void)
{
	atomic_store(&busy, false);	//~ busy: unlock
}

static void *
cook(void *arg)
{
	(void)arg;
	for (int i = 0; i < ROUNDS; i++) {
		lock();
		dishes += 1;	//~ dishes: read, write
		unlock();
	}
	return NULL;
}

int
main(void)
{
	pthread_t cooks[2];

	pthread_create(&cooks[0], NULL, cook, NULL);
	pthread_create(&cooks[1], NULL, cook, NULL);
	pthread_join(cooks[0], NULL);
	pthread_join(cooks[1], NULL);

	if (dishes != 2L * ROUNDS) {
		fprintf(stderr, "wrong: %ld of %ld dishes\n", dishes, 2L * ROUNDS);
		return 1;
	}
	puts("every dish was counted");
	return 0;
}
