// SPDX-License-Identifier: MIT
/*
 * Future read early, got: each value is fetched from its own future.
 *
 * @how   main calls future_get() for the hotel as well
 * @why   future_get() returns only when `ready` is set, and reads the price under the
 *        lock that it was written under.
 * @cost  one lock and unlock, and a wait if the hotel is the slower one after all
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

struct future {
	int offers, first, price;	/* how many; the first one; the lowest one */
	bool ready;
	pthread_mutex_t lock;
	pthread_cond_t answered;
};

struct future flight = { .offers = ROUNDS, .first = 240,
	.lock = PTHREAD_MUTEX_INITIALIZER, .answered = PTHREAD_COND_INITIALIZER };
struct future hotel = { .offers = 1, .first = 310,
	.lock = PTHREAD_MUTEX_INITIALIZER, .answered = PTHREAD_COND_INITIALIZER };

static void *
find_cheapest(void *arg)
{
	struct future *f = arg;
	int best = f->first;

	for (int n = 0; n < f->offers; n++) {
		int offer = f->first + n * 419 % 500;
		best = offer < best ? offer : best;
	}
	pthread_mutex_lock(&f->lock);
	f->price = best;
	f->ready = true;
	pthread_cond_signal(&f->answered);
	pthread_mutex_unlock(&f->lock);
	return NULL;
}

static int
future_get(struct future *f)
{
	pthread_mutex_lock(&f->lock);
	while (!f->ready) {
		pthread_cond_wait(&f->answered, &f->lock);
	}
	int price = f->price;
	pthread_mutex_unlock(&f->lock);
	return price;
}

int
main(void)
{
	pthread_t airline, booking;

	pthread_create(&airline, NULL, find_cheapest, &flight);
	pthread_create(&booking, NULL, find_cheapest, &hotel);
	int fare = future_get(&flight);
	int room = future_get(&hotel);
	pthread_join(airline, NULL);
	pthread_join(booking, NULL);
	if (fare + room != 550) {
		fprintf(stderr, "wrong: flight %d + hotel %d, not 550\n", fare, room);
		return 1;
	}
	printf("flight %d + hotel %d = %d\n", fare, room, fare + room);
	return 0;
}
