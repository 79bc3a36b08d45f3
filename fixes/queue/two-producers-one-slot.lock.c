// SPDX-License-Identifier: MIT
/*
 * Two producers, one slot, lock: choosing the slot and writing to it is one step.
 *
 * @how   put() holds a mutex while it writes to the slot and moves `tail`
 * @why   Now one waiter after the other chooses, and its order is on the rail before
 *        its semaphore is posted. (An atomic `tail` alone would give each a slot of its
 *        own, but the post of the quick one could send the cook to the slot of the slow
 *        one, which is still empty.)
 * @cost  the waiters wait for each other at the rail; the cook, of whom there is only
 *        one, needs no lock
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif
enum { WAITERS = 2, ROOM = 4 };

struct rail {
	sem_t filled, places;
	int order[ROOM];
	int head, tail;
	pthread_mutex_t lock;
};

struct rail rail = { .lock = PTHREAD_MUTEX_INITIALIZER };

static void
put(struct rail *r, int order)
{
	sem_wait(&r->places);
	pthread_mutex_lock(&r->lock);
	r->order[r->tail++ % ROOM] = order;
	pthread_mutex_unlock(&r->lock);
	sem_post(&r->filled);
}

static int
take(struct rail *r)
{
	sem_wait(&r->filled);
	int order = r->order[r->head++ % ROOM];
	sem_post(&r->places);
	return order;
}

static void *
waiter(void *arg)
{
	for (int order = 1; order <= ROUNDS; order++) {
		put(arg, order);
	}
	return NULL;
}

int
main(void)
{
	pthread_t waiters[WAITERS];
	long sum = 0, all = (long)ROUNDS * (ROUNDS + 1);

	sem_init(&rail.filled, 0, 0);
	sem_init(&rail.places, 0, ROOM);
	for (int i = 0; i < WAITERS; i++) {
		pthread_create(&waiters[i], NULL, waiter, &rail);
	}
	for (int i = 0; i < WAITERS * ROUNDS; i++) {
		sum += take(&rail);
	}
	for (int i = 0; i < WAITERS; i++) {
		pthread_join(waiters[i], NULL);
	}
	if (sum != all) {
		fprintf(stderr, "wrong: orders add up to %ld, not %ld\n", sum, all);
		return 1;
	}
	puts("every order cooked once");
	return 0;
}
