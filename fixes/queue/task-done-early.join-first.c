// SPDX-License-Identifier: MIT
/*
 * Task done early, join first: main reads the total when the weigher has gone home.
 *
 * @how   no counting at all: main puts STOP behind the parcels, joins the weigher, and
 *        then reads
 * @why   A thread that has been joined has done all it had to, and everything it wrote
 *        is visible to who joined it.
 * @cost  the thread is gone afterwards; a pool that lives on needs the count, in the
 *        right place
 */
#include <pthread.h>
#include <stdio.h>

enum { PARCELS = 3, ROOM = 8, STOP = -1 };

/* There is room for all parcels, so put() never has to wait. */
static int item[ROOM], head, tail;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t filled = PTHREAD_COND_INITIALIZER;
int total;

static void
put(int kilos)
{
	pthread_mutex_lock(&lock);
	item[tail++] = kilos;
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
	int kilos = item[head++];
	pthread_mutex_unlock(&lock);
	return kilos;
}

static void *
weigher(void *arg)
{
	for (int kilos = take(); kilos != STOP; kilos = take()) {
		total += kilos;
	}
	return arg;
}

int
main(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, weigher, NULL);
	for (int i = 1; i <= PARCELS; i++) {
		put(10 * i);
	}
	put(STOP);
	pthread_join(thread, NULL);
	int kilos = total;
	if (kilos != 60) {
		fprintf(stderr, "wrong: %d kg of 60\n", kilos);
		return 1;
	}
	printf("%d kg in all\n", kilos);
	return 0;
}
