// SPDX-License-Identifier: MIT
/*
 * Split 64, with a lock: both halves are written, and both are read, under one lock.
 *
 * @how         A mutex around the two stores and around the two loads; the halves are
 *              plain.
 * @why         Nobody can read between the stores, nor store between the loads.
 * @cost        The writer may have to wait for a reader that only wants to look, and the
 *              reader for the writer. A sequence lock spares the writer that (the reader
 *              looks again instead), a single atomic spares both.
 */
#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif
#define STEP 0x80000000u		/* a long way between two readings */

pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
uint32_t high, low;

static void
set_distance(uint64_t mm)
{
	pthread_mutex_lock(&lock);
	low = (uint32_t)mm;
	high = (uint32_t)(mm >> 32);
	pthread_mutex_unlock(&lock);
}

static uint64_t
get_distance(void)
{
	pthread_mutex_lock(&lock);
	uint64_t mm = (uint64_t)high << 32 | low;
	pthread_mutex_unlock(&lock);
	return mm;
}

static void *
dashboard(void *arg)
{
	int *backwards = arg;
	uint64_t last = 0;

	for (int i = 0; i < ROUNDS; i++) {
		uint64_t now = get_distance();

		*backwards += now < last;
		last = now;
	}
	return NULL;
}

int
main(void)
{
	pthread_t thread;
	int backwards = 0;

	pthread_create(&thread, NULL, dashboard, &backwards);
	for (uint64_t i = 1; i <= ROUNDS; i++) {
		set_distance(i * STEP);
	}
	pthread_join(thread, NULL);
	if (backwards != 0) {
		fprintf(stderr, "wrong: it ran backwards %d times\n", backwards);
		return 1;
	}
	puts("the odometer never ran backwards");
	return 0;
}
