// SPDX-License-Identifier: MIT
/*
 * Early sentinel, joined first: one CLOSED, sent by the one who knows that all is done.
 *
 * @how   the tills send sales only; main joins both and then puts the only CLOSED
 * @why   After both joins every sale is in the queue, so CLOSED is behind all of them.
 * @cost  here booking starts only when both tills are done, so the queue must hold the
 *        whole day; a bookkeeper with a thread of his own could book meanwhile
 */
#include <pthread.h>
#include <stdio.h>

enum { SMALL = 3, BIG = 30, ROOM = 64, CLOSED = -1 };

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
	return NULL;
}

int
main(void)
{
	pthread_t small, big;
	int few = SMALL, many = BIG, booked = 0;

	pthread_create(&small, NULL, till, &few);
	pthread_create(&big, NULL, till, &many);
	pthread_join(small, NULL);
	pthread_join(big, NULL);
	put(CLOSED);
	while (take() != CLOSED) {
		booked++;
	}
	if (booked != SMALL + BIG) {
		fprintf(stderr, "wrong: %d of %d sales booked\n", booked, SMALL + BIG);
		return 1;
	}
	printf("%d sales booked\n", booked);
	return 0;
}
