// SPDX-License-Identifier: MIT
/*
 * Early sentinel: the first till to close ends the bookkeeping for both.
 *
 * Two tills send their sales to main, who books them; each till sends CLOSED after
 * its last sale.  The small till is done first.  Its CLOSED means "no more from me",
 * but main reads "no more from anybody" and stops; what the big till sends after that
 * stays in the queue unread.  The day is only complete if the small till's CLOSED
 * happens to come after the big till's last sale.
 *
 * @level   1
 * @cwe     821
 * @topic   T0
 * @stdout  33 sales booked
 * @misses  tsan: the queue is locked at every access, so there is no data race; what
 *          an item means, the tool cannot know
 * @misses  helgrind: the queue is locked at every access; that items are left in it is
 *          no error of locking
 * @misses  drd: the queue is locked at every access; that items are left in it is no
 *          error of locking
 * @expect  native    wrong-result
 * @expect  explore   wrong-result
 * @hint    How many CLOSED are put into the queue, and how many are taken out?
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
	put(CLOSED);						//~ closed: signal
	return NULL;
}

int
main(void)
{
	pthread_t small, big;
	int few = SMALL, many = BIG, booked = 0;

	pthread_create(&small, NULL, till, &few);
	pthread_create(&big, NULL, till, &many);
	while (take() != CLOSED) {				//~ enough: wait
		booked++;
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
