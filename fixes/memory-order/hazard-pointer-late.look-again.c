// SPDX-License-Identifier: MIT
/*
 * Late hazard pointer, fixed: the reader looks again whether the rate is current.
 *
 * @how   Load, announce, load again, until both loads say the same.
 * @why   If the rate is still current behind the announcement, the office replaces it
 *        later, and looks at the hazard later still: it sees it and waits. All four
 *        steps are sequentially consistent for that; release and acquire won't do.
 * @cost  A second load for each reading, and a reader may have to try again. On x86 the
 *        announcement is a locked exchange, and must be.
 * @false-alarm helgrind race(rate): Helgrind doesn't take the hazard pointer for
 *        synchronisation
 * @false-alarm drd race(rate) 50%: DRD doesn't take the hazard pointer for synchronisation
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
	struct rate *rate;

	do {
		rate = atomic_load(&current);
		atomic_store(&in_use, rate);	//~ hazard: write
	} while (rate != atomic_load(&current));
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
