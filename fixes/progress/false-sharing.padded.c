// SPDX-License-Identifier: MIT
/*
 * False sharing, padded: every counter has a cache line to itself.
 *
 * @how   the counter is aligned to 64 bytes, which makes each array element as large
 * @why   Two counters are now 64 bytes apart and never in one line, so each processor keeps
 *        its own line and nobody waits.
 * @cost  56 unused bytes a counter; 64 is a property of the machine (some have 128)
 */
#include <pthread.h>
#include <stdalign.h>
#include <stdatomic.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 1000000
#endif

enum { LANES = 2 };

struct lane {
	alignas(64) atomic_long cars;		/* atomic, since a display shows it */
};

struct lane lane[LANES];
const volatile int sensor = 1;	/* a port: the cars since it was last read */

static void *
count(void *arg)
{
	struct lane *own = arg;

	for (int i = 0; i < ROUNDS; i++) {
		atomic_fetch_add_explicit(&own->cars, sensor, memory_order_relaxed);
	}
	return NULL;
}

int
main(void)
{
	pthread_t thread[LANES];
	long total = 0;

	for (int i = 0; i < LANES; i++) {
		pthread_create(&thread[i], NULL, count, &lane[i]);
	}
	for (int i = 0; i < LANES; i++) {
		pthread_join(thread[i], NULL);
		total += lane[i].cars;
	}
	if (total != (long)LANES * ROUNDS) {
		fprintf(stderr, "wrong: %ld cars, not %ld\n", total, (long)LANES * ROUNDS);
		return 1;
	}
	puts("every car counted");
	return 0;
}
