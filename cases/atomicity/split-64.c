// SPDX-License-Identifier: MIT
/*
 * Split 64: a number is stored in two halves, and read between the two stores.
 *
 * This program was written for a processor that stores 32 bits at a time, so the
 * odometer is kept in two atomic halves.  Each of them is always right; the two
 * together aren't.  When the low half runs over, it begins again at zero and the high
 * half goes up by one, in two steps.  If the dashboard reads in between, the distance
 * is four billion millimetres short: the odometer runs backwards, and at the next look
 * forwards again.
 *
 * @level   2
 * @cwe     362
 * @stdout  the odometer never ran backwards
 * @misses  tsan: both halves are atomic, so there is no data race; ThreadSanitizer does
 *          not know that they are one number
 * @misses  helgrind: the atomic stores are locked instructions, which Helgrind takes
 *          for reads, so it sees no race; that the halves are one number it can't know
 * @misses  drd: the atomic stores are locked instructions, which DRD takes for reads,
 *          so it sees no race; that the two halves are one number it can't know
 * @expect  native    wrong-result may
 * @expect  explore   wrong-result
 * @hint    Which number do the two halves make after the first store and before the
 *          second?
 */
#include <inttypes.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif
#define STEP 0x80000000u		/* a long way between two readings */

_Atomic uint32_t high, low;

static void
set_distance(uint64_t mm)
{
	atomic_store(&low, (uint32_t)mm);		//~ low: write
	atomic_store(&high, (uint32_t)(mm >> 32));	//~ high: write
}

static uint64_t
get_distance(void)
{
	uint64_t upper = atomic_load(&high);		//~ high: read

	return upper << 32 | atomic_load(&low);		//~ low: read
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
