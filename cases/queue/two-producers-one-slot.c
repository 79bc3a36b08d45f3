// SPDX-License-Identifier: MIT
/*
 * Two producers, one slot: two waiters pin their orders to the same nail.
 *
 * The rail for orders was made for one waiter and one cook: a semaphore for free
 * places, one for orders, and no lock, as only the waiter ever touches `tail`.  Then a
 * second waiter is hired.  The semaphores still count right, they let both in when
 * there are two places; but which place is whose they don't say.  Both read the same
 * `tail`, both write to that slot, and both post.  The cook is told of two orders,
 * finds one of them, and then an old one in the next slot.
 *
 * @level   2
 * @cwe     366
 * @stdout  every order cooked once
 * @expect  tsan      race(rail) 77%
 * @expect  tsan      race(rail,cook) may
 * @expect  helgrind  race(rail) may
 * @expect  helgrind  race(rail,cook) may
 * @expect  drd       race(rail) 48%
 * @expect  drd       race(rail,cook) may
 * @expect  native    wrong-result may
 * @expect  explore   race(rail)
 * @expect  explore   race(rail,cook)
 * @expect  explore   wrong-result
 * @hint    Two places are free. Can two threads be between the two semaphore calls of
 *          put() at once?
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

struct rail rail;

static void
put(struct rail *r, int order)
{
	sem_wait(&r->places);
	r->order[r->tail++ % ROOM] = order;			//~ rail: read, write
	sem_post(&r->filled);
}

static int
take(struct rail *r)
{
	sem_wait(&r->filled);
	int order = r->order[r->head++ % ROOM];			//~ cook: read
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
