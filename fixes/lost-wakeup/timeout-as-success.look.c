// SPDX-License-Identifier: MIT
/*
 * Time-out as success, look: after the wait main looks what it has got.
 *
 * @how   main notes `found` together with the answer, and says so when there is none
 * @why   Whether there is an answer is a matter of `found`, under the lock, and not of
 *        why the wait ended: an answer that comes at the last moment counts.
 * @cost  one more outcome that the caller must be able to live with; one that can't go
 *        on without the answer waits without a deadline instead
 * @false-alarm helgrind condvar-misuse(patience) may: a wait that ends just when the
 *        signal comes passes it on, within glibc, and Helgrind takes that for a signal
 *        by the program
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <time.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif
enum { PATIENCE = 1000000 };		/* ns */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t answered = PTHREAD_COND_INITIALIZER;
static bool found;
static int route_km;

static void *
find_route(void *arg)
{
	unsigned best = 1;

	for (int i = 0; i < 500 * ROUNDS; i++) {
		best = best * 69069 + 1;
	}
	pthread_mutex_lock(&lock);
	route_km = 42 + (best == 0);
	found = true;
	pthread_cond_signal(&answered);
	pthread_mutex_unlock(&lock);
	return arg;
}

int
main(void)
{
	pthread_t finder;
	struct timespec until;
	int error = 0;

	pthread_create(&finder, NULL, find_route, NULL);
	timespec_get(&until, TIME_UTC);
	until.tv_sec += (until.tv_nsec + PATIENCE) / 1000000000;
	until.tv_nsec = (until.tv_nsec + PATIENCE) % 1000000000;
	pthread_mutex_lock(&lock);
	while (!found && error == 0) {
		error = pthread_cond_timedwait(&answered, &lock, &until);	//~ patience: wait
	}
	bool in_time = found;
	int km = route_km;
	pthread_mutex_unlock(&lock);
	pthread_join(finder, NULL);
	if (!in_time) {
		puts("no route in time");
		return 0;
	}
	if (km == 0) {
		fprintf(stderr, "wrong: route of %d km\n", km);
		return 1;
	}
	printf("route of %d km\n", km);
	return 0;
}
