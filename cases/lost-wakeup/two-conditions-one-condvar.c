// SPDX-License-Identifier: MIT
/*
 * Two conditions, one condvar: a courier rings for the owner and wakes a courier.
 *
 * A parcel locker has a single compartment.  Two couriers wait until it is empty, the
 * owner waits until it is full, and all three wait on the same condition variable.  A
 * signal wakes one of those who wait there, not one whom it concerns: a courier has put
 * in a parcel and signals, the other courier wakes, finds the locker full and goes back
 * to sleep.  The signal is used up.  The owner sleeps on beside a full locker, and both
 * couriers wait for him to empty it.
 *
 * @level   2
 * @cwe     821
 * @stdout  every parcel collected
 * @misses  tsan: the compartment is locked at every access; for whom a signal is meant,
 *          it doesn't know
 * @misses  helgrind: two conditions may share a condition variable, and a hang is no
 *          error to it
 * @misses  drd: two conditions may share a condition variable, and a hang is no error
 *          to it
 * @expect  native    hang
 * @expect  explore   stuck(full,empty)
 * @hint    Who can be waiting on `changed` when a courier signals, and what are they
 *          waiting for?
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
		pthread_cond_wait(&changed, &lock);		//~ full: wait
	}
	full = true;
	pthread_cond_signal(&changed);				//~ bell: signal
	pthread_mutex_unlock(&lock);
}

static void
take_out(void)
{
	pthread_mutex_lock(&lock);
	while (!full) {
		pthread_cond_wait(&changed, &lock);		//~ empty: wait
	}
	full = false;
	pthread_cond_signal(&changed);
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
