// SPDX-License-Identifier: MIT
/*
 * Trylock and back off: two locks in opposite orders, and nobody waits with one in hand.
 *
 * It looks wrong because one thread takes the hammer and then the nails and the other
 * one the nails and then the hammer.  It is right because only the first lock is
 * waited for.  The second one is tried; if it is taken, the thread puts the first one
 * back, lets others run, and begins again.  For a deadlock every thread in the circle
 * must hold one lock while it waits for another, and here none does.
 *
 * @level   3
 * @cwe     833
 * @stdout  both shelves hang
 * @false-alarm helgrind lock-order(first, second): Helgrind notes in which order two locks
 *          were taken, and doesn't ask whether the second one was waited for
 * @hint    What does each thread hold at the moment at which it waits?
 */
#include <pthread.h>
#include <sched.h>
#include <stdio.h>

pthread_mutex_t hammer = PTHREAD_MUTEX_INITIALIZER;
pthread_mutex_t nails = PTHREAD_MUTEX_INITIALIZER;
int shelves;

static void
take_both(pthread_mutex_t *first, pthread_mutex_t *second)
{
	pthread_mutex_lock(first);	//~ first: lock
	while (pthread_mutex_trylock(second) != 0) {	//~ second: lock
		pthread_mutex_unlock(first);
		sched_yield();
		pthread_mutex_lock(first);	//~ first: lock
	}
}

static void
put_back_both(void)
{
	pthread_mutex_unlock(&hammer);
	pthread_mutex_unlock(&nails);
}

static void *
mother(void *arg)
{
	take_both(&hammer, &nails);
	shelves += 1;
	put_back_both();
	return arg;
}

static void *
father(void *arg)
{
	take_both(&nails, &hammer);
	shelves += 1;
	put_back_both();
	return arg;
}

int
main(void)
{
	pthread_t threads[2];

	pthread_create(&threads[0], NULL, mother, NULL);
	pthread_create(&threads[1], NULL, father, NULL);
	pthread_join(threads[0], NULL);
	pthread_join(threads[1], NULL);

	if (shelves != 2) {
		fprintf(stderr, "wrong: %d shelves hang instead of 2\n", shelves);
		return 1;
	}
	puts("both shelves hang");
	return 0;
}
