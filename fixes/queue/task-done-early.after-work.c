// SPDX-License-Identifier: MIT
/*
 * Task done early, after work: the weigher says itself when a parcel is done.
 *
 * @how   counting down is a function of its own, called when the weight has been added
 * @why   A parcel is counted when nothing is left to do for it; and as counting takes
 *        the lock, what was done before is visible to main when it has seen the 0 under
 *        the same lock.
 * @cost  the lock is taken twice a parcel; and whoever takes one must not forget to say
 *        that it's done
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
	pthread_mutex_unlock(&lock);
	return kilos;
}

static void
task_done(void)
{
	pthread_mutex_lock(&lock);
	undone -= 1;
	pthread_cond_signal(&all_done);
	pthread_mutex_unlock(&lock);
}

static void *
weigher(void *arg)
{
	for (int kilos = take(); kilos != STOP; kilos = take()) {
		total += kilos;
		task_done();
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
	int kilos = total;
	put(STOP);
	pthread_join(thread, NULL);
	if (kilos != 60) {
		fprintf(stderr, "wrong: %d kg of 60\n", kilos);
		return 1;
	}
	printf("%d kg in all\n", kilos);
	return 0;
}
