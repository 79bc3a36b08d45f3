// SPDX-License-Identifier: MIT
/*
 * Signal when empty: two calls for a taxi, one ring, and a driver sleeps on.
 *
 * Two drivers doze at the rank, and each has one more guest to drive tonight.  A call is
 * put on the list, and the bell rings only if the list was empty: if it wasn't, somebody
 * has been woken already and will find the new call as well.  Now two calls come, one
 * right after the other.  The first rings and wakes one driver.  The second comes before
 * he has got to the list: it isn't empty, so nobody rings.  One driver takes one guest
 * and goes.  The other guest stands on the list, the other driver sleeps beside it, and
 * a third call would ring no more than the second.
 *
 * @level   2
 * @cwe     821
 * @origin  Logstash issue 7382: the queue that only tells its readers when it was empty
 * @stdout  every guest driven home
 * @misses  tsan: the list is locked at every access; that nobody rings is no data race
 * @misses  helgrind: nobody has to signal, as far as it knows, and a hang is no error to it
 * @misses  drd: nobody has to signal, as far as it knows, and a hang is no error to it
 * @expect  native    hang may
 * @expect  explore   stuck(asleep)
 * @hint    How many drivers may be asleep when a call comes, and how many of them have
 *          been woken when the list isn't empty?
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
		pthread_cond_signal(&bell);			//~ ring: signal
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
		pthread_cond_wait(&bell, &lock);		//~ asleep: wait
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
