// SPDX-License-Identifier: MIT
/*
 * Test, then set, fixed: testing and setting are one exchange.
 *
 * @how   `atomic_exchange` stores "busy" and returns what was there before, in one step.
 * @why   Of two exchanges one comes first: it gets false, and the other one gets the
 *        true that the first one left.
 * @cost  An atomic exchange for each attempt, also while waiting; and it is still a
 *        spinlock, which burns time if the owner is not running.
 * @false-alarm helgrind race(dishes): Helgrind doesn't take the home-made lock for a
 *        lock
 * @false-alarm drd race(dishes): DRD doesn't take the home-made lock for a lock
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
	} while (atomic_exchange(&busy, true));	//~ busy: lock
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
