// SPDX-License-Identifier: MIT
/*
 * Late hazard pointer, fixed: reader and office share a mutex.
 *
 * @how   The pointer is read and used under a lock, and replaced under the same lock.
 * @why   Whoever gets the lock after the replacement finds the new rate, and whoever had
 *        it before has finished with the old one.
 * @cost  Readers wait for one another and for the office, which a hazard pointer spares
 *        them. The freeing stays outside the lock.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#ifndef ROUNDS
#define ROUNDS 2000
#endif

struct rate {
	long buy, sell;
};

struct rate *current;
pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static struct rate *
make_rate(long cents)
{
	struct rate *rate = malloc(sizeof(*rate));

	*rate = (struct rate){ .buy = cents, .sell = cents + 2 };
	return rate;
}

static long
read_margin(void)
{
	pthread_mutex_lock(&lock);
	long margin = current->sell - current->buy;
	pthread_mutex_unlock(&lock);
	return margin;
}

static void *
exchange_office(void *arg)
{
	(void)arg;
	for (int i = 0; i < ROUNDS; i++) {
		struct rate *fresh = make_rate(100 + i);

		pthread_mutex_lock(&lock);
		struct rate *old = current;
		current = fresh;
		pthread_mutex_unlock(&lock);
		free(old);
	}
	return NULL;
}

int
main(void)
{
	pthread_t office;
	int wrong = 0;

	current = make_rate(99);
	pthread_create(&office, NULL, exchange_office, NULL);
	for (int i = 0; i < ROUNDS; i++) {
		wrong += read_margin() != 2;
	}
	pthread_join(office, NULL);
	free(current);

	if (wrong != 0) {
		fprintf(stderr, "wrong: %d margins from freed memory\n", wrong);
		return 1;
	}
	puts("every margin was 2 cents");
	return 0;
}
