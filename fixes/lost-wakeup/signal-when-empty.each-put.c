// SPDX-License-Identifier: MIT
/*
 * Signal when empty, each put: every call rings, whatever is on the list.
 *
 * @how   call_taxi() signals for each call
 * @why   Every call is one job for one driver, so every call wakes one. What was on the
 *        list before says nothing about how many drivers are asleep.
 * @cost  a signal for every call; when nobody waits it is next to nothing, otherwise
 *        somebody may wake in vain because another driver was quicker
 */
#include <pthread.h>
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
	list[written++] = km;
	pthread_cond_signal(&bell);
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
