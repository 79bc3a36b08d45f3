// SPDX-License-Identifier: MIT
/*
 * False sharing: two counters that have nothing to do with each other share a cache line.
 *
 * Each thread counts the cars in its own lane, in its own counter, and the sum is right.
 * But processors don't fetch single variables, they fetch lines, mostly of 64 bytes, and
 * only one of them at a time may write to a line.  The two counters are neighbours and
 * lie in one line, so it travels to and fro between the processors, and each addition
 * waits for it: two threads can take longer than one thread would for both lanes.  No
 * run goes wrong.  Only a clock tells, and only where the two threads really run at the
 * same time on cores that have a cache each.
 *
 * @level   3
 * @cwe     1176
 * @topic   T3
 * @stdout  every car counted
 * @misses  tsan: each thread has its own counter, so there is no data race; what lies in
 *          one cache line makes nothing right or wrong
 * @misses  helgrind: each thread has its own counter; it watches bytes, not cache lines
 * @misses  drd: each thread has its own counter; it watches bytes, not cache lines
 * @misses  native: the result is always right; only the time is not what two processors
 *          could do
 * @misses  explore: every schedule gives the right result; it runs one thread at a time
 *          and knows no caches
 * @slow    every addition waits until the other processor has handed over the line
 * @hint    How many bytes lie between the two counters, and how many move together?
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

struct lane lane[LANES];		//~ line
const volatile int sensor = 1;	/* a port: the cars since it was last read */

static void *
count(void *arg)
{
	struct lane *own = arg;

	for (int i = 0; i < ROUNDS; i++) {
		atomic_fetch_add_explicit(&own->cars, sensor, memory_order_relaxed); //~ line: write
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
