// SPDX-License-Identifier: MIT
/*
 * Late hazard pointer: the reader announces what it uses when that may be freed already.
 *
 * The office replaces the rate and frees the old one, unless the hazard pointer
 * `in_use` says that somebody is reading it.  A reader takes the current rate and
 * announces it.  Between these two steps the office can do all of its own: replace the
 * rate, find no hazard, free.  The announcement then protects memory that is free
 * already.  What is announced must still be current after the announcement; only then
 * is the office's look still to come.
 *
 * @level   4
 * @cwe     416
 * @stdout  every margin was 2 cents
 * @expect  tsan      race(rate) may
 * @expect  tsan      use-after-free(rate) may
 * @expect  helgrind  race(rate)
 * @expect  drd       race(rate) 50%
 * @expect  native    wrong-result may
 * @expect  explore   use-after-free(rate)
 * @hint    At which moment is the reader safe: when it has the pointer, when it has announced
 *          it, or later?
 */
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#ifndef ROUNDS
#define ROUNDS 2000
#endif

struct rate {
	long buy, sell;
};

_Atomic(struct rate *) current, in_use;

static struct rate *
make_rate(long cents)
{
	struct rate *rate = malloc(sizeof(*rate));	//~ rate: create

	*rate = (struct rate){ .buy = cents, .sell = cents + 2 };	//~ rate: write
	return rate;
}

static long
read_margin(void)
{
	struct rate *rate = atomic_load(&current);

	atomic_store(&in_use, rate);	//~ hazard: write
	long margin = rate->sell - rate->buy;	//~ rate: read
	atomic_store(&in_use, NULL);
	return margin;
}

static void *
exchange_office(void *arg)
{
	(void)arg;
	for (int i = 0; i < ROUNDS; i++) {
		struct rate *old = atomic_exchange(&current, make_rate(100 + i));

		while (atomic_load(&in_use) == old) {	//~ hazard: read
			sched_yield();
		}
		free(old);	//~ rate: free
	}
	return NULL;
}

int
main(void)
{
	pthread_t office;
	int wrong = 0;

	atomic_store(&current, make_rate(99));
	pthread_create(&office, NULL, exchange_office, NULL);
	for (int i = 0; i < ROUNDS; i++) {
		wrong += read_margin() != 2;
	}
	pthread_join(office, NULL);
	free(atomic_load(&current));

	if (wrong != 0) {
		fprintf(stderr, "wrong: %d margins from freed memory\n", wrong);
		return 1;
	}
	puts("every margin was 2 cents");
	return 0;
}
