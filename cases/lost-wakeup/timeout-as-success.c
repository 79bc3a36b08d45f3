// SPDX-License-Identifier: MIT
/*
 * Time-out as success: no answer came in time, and it's read all the same.
 *
 * Main asks for a route and waits for the answer, but no longer than a millisecond.
 * pthread_cond_timedwait() returns when it is woken or when the time is up, and says
 * which.  The loop ends on an answer or on the end of patience, and after it nobody
 * asks which it was: main reads the answer, which isn't there yet, and tells the driver
 * that it's 0 km.  The lock is held, the loop is there; only the question whether the
 * wait was a success is missing.  As long as the answers are quick, nobody misses it.
 *
 * @level   2
 * @cwe     252 394
 * @stdout  route of 42 km
 * @stdout  no route in time
 * @misses  tsan: the answer is written and read under the lock; that it's read too
 *          early is no data race
 * @false-alarm helgrind condvar-misuse(patience) may: of the bug it sees nothing; but a
 *          wait that ends just when the signal comes passes it on, within glibc, and
 *          Helgrind takes that for a signal by the program
 * @misses  drd: the answer is written and read under the lock, and running out of time
 *          is a right use of the call
 * @expect  native    wrong-result 50%
 * @explore  timeouts
 * @expect  explore   wrong-result
 * @hint    The loop has ended. What does main know about `found` then?
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
	int km = route_km;						//~ answer: read
	pthread_mutex_unlock(&lock);
	pthread_join(finder, NULL);
	if (km == 0) {
		fprintf(stderr, "wrong: route of %d km\n", km);
		return 1;
	}
	printf("route of %d km\n", km);
	return 0;
}
