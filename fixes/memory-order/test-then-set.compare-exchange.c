// SPDX-License-Identifier: MIT
/*
 * Test, then set, fixed: the set happens only if the test still holds.
 *
 * @how   Look first, and if nobody is busy set with `atomic_compare_exchange_strong`,
 *        which does nothing if somebody was quicker.
 * @why   The comparison and the store are one step, so the look before it is only a hint
 *        that spares vain attempts.
 * @cost  A little more code, and still a spinlock.  But the waiting loop only reads,
 *        which disturbs the owner less than exchanging.
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
	bool idle;

	do {
		sched_yield();
		idle = false;
	} while (atomic_load(&busy) || !atomic_compare_exchange_strong(&busy, &idle, true));
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
