// SPDX-License-Identifier: MIT
/*
 * Early sentinel, counted: the day ends with the last CLOSED and not with the first.
 *
 * @how   main counts the CLOSED it has taken and stops after one from every till
 * @why   Each till puts CLOSED behind its own last sale, so after TILLS of them
 *        nothing can follow.
 * @cost  the reader must know how many tills there are; with several readers they need
 *        a shared count
 */
#include <pthread.h>
#include <stdio.h>

enum { TILLS = 2, SMALL = 3, BIG = 30, ROOM = 64, CLOSED = -1 };

/* There is room for the whole day, so put() never has to wait. */
static int item[ROOM], head, tail;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t filled = PTHREAD_COND_INITIALIZER;

static void
put(int cents)
{
	pthread_mutex_lock(&lock);
	item[tail++ % ROOM] = cents;
	pthread_cond_signal(&filled);
	pthread_mutex_unlock(&lock);
}

static int
take(void)
{
	pthread_mutex_lock(&lock);
	while (head == tail) {
		pthread_cond_wait(&filled, &lock);
	}
	int cents = item[head++ % ROOM];
	pthread_mutex_unlock(&lock);
	return cents;
}

static void *
till(void *arg)
{
	const int *customers = arg;

	for (int i = 0; i < *customers; i++) {
		put(250);
	}
	put(CLOSED);
	return NULL;
}

int
main(void)
{
	pthread_t small, big;
	int few = SMALL, many = BIG, booked = 0, closed = 0;

	pthread_create(&small, NULL, till, &few);
	pthread_create(&big, NULL, till, &many);
	while (closed < TILLS) {
		if (take() == CLOSED) {
			closed++;
		} else {
			booked++;
		}
	}
	pthread_join(small, NULL);
	pthread_join(big, NULL);
	if (booked != SMALL + BIG) {
		fprintf(stderr, "wrong: %d of %d sales booked\n", booked, SMALL + BIG);
		return 1;
	}
	printf("%d sales booked\n", booked);
	return 0;
}
