// SPDX-License-Identifier: MIT
/*
 * False sharing, counted locally: one addition a thread instead of a million.
 *
 * @how   the thread counts in a variable of its own and adds the sum to the counter at the end
 * @why   The variable is the thread's own, and the shared line is written to once.  An ordinary
 *        addition also takes a fraction of the time of an atomic one.
 * @cost  a display sees the cars only at the end; it takes an addition every thousand cars to
 *        keep it going
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 1000000
#endif

enum { LANES = 2 };

struct lane {
	atomic_long cars;		/* atomic, since a display shows it */
};

struct lane lane[LANES];
const volatile int sensor = 1;	/* a port: the cars since it was last read */

static void *
count(void *arg)
{
	struct lane *own = arg;
	long cars = 0;

	for (int i = 0; i < ROUNDS; i++) {
		cars += sensor;
	}
	atomic_fetch_add_explicit(&own->cars, cars, memory_order_relaxed);
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
