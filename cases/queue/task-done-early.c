// SPDX-License-Identifier: MIT
/*
 * Task done early: a parcel counts as done when it's taken, not when it's weighed.
 *
 * Main wants the total when all parcels have been weighed, and waits until none is left
 * undone.  take() counts a parcel as done at the moment at which it hands it out:
 * there the lock is held and the counter is near.  But then the parcel is in the
 * weigher's hands, not yet on the scales.  When the last one is taken, main wakes and
 * reads the total, while the weigher is just adding to it.  Mostly the weigher is
 * quicker; when not, the last parcel travels free.
 *
 * @level   2
 * @cwe     366 696
 * @stdout  60 kg in all
 * @expect  tsan      race(weigh,total) 50%
 * @expect  helgrind  race(weigh,total) may
 * @expect  drd       race(weigh,total) may
 * @expect  native    wrong-result may
 * @expect  explore   race(weigh,total)
 * @expect  explore   wrong-result
 * @hint    `undone` is 0: what has happened to the last parcel by then, and what
 *          hasn't?
 */
#include <pthread.h>
#include <stdio.h>

enum { PARCELS = 3, ROOM = 8, STOP = -1 };

/* There is room for all parcels, so put() never has to wait. */
static int item[ROOM], head, tail, undone = PARCELS;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t filled = PTHREAD_COND_INITIALIZER;
static pthread_cond_t all_done = PTHREAD_COND_INITIALIZER;
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
	undone -= 1;						//~ done: write
	pthread_cond_signal(&all_done);				//~ done: signal
	pthread_mutex_unlock(&lock);
	return kilos;
}

static void *
weigher(void *arg)
{
	for (int kilos = take(); kilos != STOP; kilos = take()) {
		total += kilos;					//~ weigh: read, write
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
	pthread_mutex_lock(&lock);
	while (undone > 0) {
		pthread_cond_wait(&all_done, &lock);
	}
	pthread_mutex_unlock(&lock);
	int kilos = total;					//~ total: read
	put(STOP);
	pthread_join(thread, NULL);
	if (kilos != 60) {
		fprintf(stderr, "wrong: %d kg of 60\n", kilos);
		return 1;
	}
	printf("%d kg in all\n", kilos);
	return 0;
}
