// SPDX-License-Identifier: MIT
/*
 * Signal when empty, broadcast: the first call wakes everybody who is asleep.
 *
 * @how   when the list was empty, pthread_cond_broadcast() instead of a signal
 * @why   A driver falls asleep only beside an empty list. So if all are woken when it
 *        stops being empty, nobody is asleep beside a list that isn't, and the calls
 *        that follow have nobody to wake.
 * @cost  with one call, all drivers wake and all but one go back to sleep; and the
 *        reasoning must be found again by everybody who changes call_taxi()
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>

enum { TAXIS = 2 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t all_here = PTHREAD_COND_INITIALIZER;
static pthread_cond_t bell = PTHREAD_COND_INITIALIZER;
static int list[TAXIS];			/* how far the guests want to go */
static int written, taken;		/* empty: as many taken as written */
static int at_rank;
static int km_driven;

static void
call_taxi(int km)
{
	pthread_mutex_lock(&lock);
	bool was_empty = taken == written;
	list[written++] = km;
	if (was_empty) {
		pthread_cond_broadcast(&bell);
	}
	pthread_mutex_unlock(&lock);
}

static void *
drive(void *arg)
{
	pthread_mutex_lock(&lock);
	at_rank += 1;
	pthread_cond_signal(&all_here);
	while (taken == written) {
		pthread_cond_wait(&bell, &lock);
	}
	km_driven += list[taken++];
	pthread_mutex_unlock(&lock);
	return arg;
}

int
main(void)
{
	pthread_t taxis[TAXIS];

	for (int i = 0; i < TAXIS; i++) {
		pthread_create(&taxis[i], NULL, drive, NULL);
	}
	pthread_mutex_lock(&lock);
	while (at_rank < TAXIS) {
		pthread_cond_wait(&all_here, &lock);
	}
	pthread_mutex_unlock(&lock);
	call_taxi(12);
	call_taxi(30);
	for (int i = 0; i < TAXIS; i++) {
		pthread_join(taxis[i], NULL);
	}
	if (km_driven != 42) {
		fprintf(stderr, "wrong: %d of 42 km driven\n", km_driven);
		return 1;
	}
	puts("every guest driven home");
	return 0;
}
