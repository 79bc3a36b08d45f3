// SPDX-License-Identifier: MIT
/*
 * Split 64, one atomic: the number is a single _Atomic uint64_t.
 *
 * @how         One 64-bit atomic variable, stored and loaded as a whole.
 * @why         An atomic store is seen entirely or not at all, whatever its width.
 * @cost        None where the processor has 64-bit loads and stores. Where it doesn't,
 *              the compiler calls a library that takes a lock: see
 *              atomic_is_lock_free().
 */
#include <inttypes.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif
#define STEP 0x80000000u		/* a long way between two readings */

_Atomic uint64_t distance;

static void
set_distance(uint64_t mm)
{
	atomic_store(&distance, mm);
}

static uint64_t
get_distance(void)
{
	return atomic_load(&distance);
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
