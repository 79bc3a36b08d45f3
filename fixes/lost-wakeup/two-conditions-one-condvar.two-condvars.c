// SPDX-License-Identifier: MIT
/*
 * Two conditions, one condvar, two: each condition has a condition variable of its own.
 *
 * @how   couriers wait on `emptied`, the owner on `filled`, and each signals the
 *        other's
 * @why   Nobody but the owner waits on `filled`, so a signal to it can't be used up by
 *        a courier; and on `emptied` it's all the same which courier wakes.
 * @cost  one more condition variable; whoever changes the state must know which of the
 *        two to signal
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 2000
#endif
enum { COURIERS = 2 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t emptied = PTHREAD_COND_INITIALIZER;
static pthread_cond_t filled = PTHREAD_COND_INITIALIZER;
static bool full;			/* is there a parcel in the compartment? */

static void
put_in(void)
{
	pthread_mutex_lock(&lock);
	while (full) {
		pthread_cond_wait(&emptied, &lock);
	}
	full = true;
	pthread_cond_signal(&filled);
	pthread_mutex_unlock(&lock);
}

static void
take_out(void)
{
	pthread_mutex_lock(&lock);
	while (!full) {
		pthread_cond_wait(&filled, &lock);
	}
	full = false;
	pthread_cond_signal(&emptied);
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
