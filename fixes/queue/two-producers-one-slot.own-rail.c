// SPDX-License-Identifier: MIT
/*
 * Two producers, one slot, own rail: every waiter has a rail of its own.
 *
 * @how   one rail for each waiter; the cook takes from them in turn
 * @why   Each rail again has one who puts and one who takes, as it was made for: only
 *        that waiter touches its `tail`, only the cook its `head`.
 * @cost  memory for each waiter; a cook who takes in turn waits for the slow waiter
 *        while the quick one's rail is full
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
};

struct rail rails[WAITERS];

static void
put(struct rail *r, int order)
{
	sem_wait(&r->places);
	r->order[r->tail++ % ROOM] = order;
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

	for (int i = 0; i < WAITERS; i++) {
		sem_init(&rails[i].filled, 0, 0);
		sem_init(&rails[i].places, 0, ROOM);
		pthread_create(&waiters[i], NULL, waiter, &rails[i]);
	}
	for (int i = 0; i < WAITERS * ROUNDS; i++) {
		sum += take(&rails[i % WAITERS]);
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
