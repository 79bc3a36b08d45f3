// SPDX-License-Identifier: MIT
/*
 * Two conditions, one condvar, broadcast: every change wakes everybody.
 *
 * @how   pthread_cond_broadcast() instead of pthread_cond_signal()
 * @why   Whoever can go on is among those woken; the others look at the compartment,
 *        which they do in a loop, and sleep again.
 * @cost  with each parcel everybody wakes, and all but one in vain: cheap with three,
 *        dear with three hundred
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 2000
#endif
enum { COURIERS = 2 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static bool full;			/* is there a parcel in the compartment? */

static void
put_in(void)
{
	pthread_mutex_lock(&lock);
	while (full) {
		pthread_cond_wait(&changed, &lock);
	}
	full = true;
	pthread_cond_broadcast(&changed);
	pthread_mutex_unlock(&lock);
}

static void
take_out(void)
{
	pthread_mutex_lock(&lock);
	while (!full) {
		pthread_cond_wait(&changed, &lock);
	}
	full = false;
	pthread_cond_broadcast(&changed);
	pthread_mutex_unlock(&lock);
}

static void *
courier(void *arg)
{
	for (int i = 0; i < ROUNDS; i++) {
		put_in();
	}
	return arg;
}

int
main(void)
{
	pthread_t couriers[COURIERS];

	for (int i = 0; i < COURIERS; i++) {
		pthread_create(&couriers[i], NULL, courier, NULL);
	}
	for (int i = 0; i < COURIERS * ROUNDS; i++) {
		take_out();
	}
	for (int i = 0; i < COURIERS; i++) {
		pthread_join(couriers[i], NULL);
	}
	if (full) {
		fprintf(stderr, "wrong: 1 of %d parcels left\n", COURIERS * ROUNDS);
		return 1;
	}
	puts("every parcel collected");
	return 0;
}
