// SPDX-License-Identifier: MIT
/*
 * Freed while used: main frees the measurements that a thread still reads.
 *
 * Two threads read the same temperatures: one looks for the lowest, the other for
 * the highest.  Main waits for the lowest and then, thinking that it is done with
 * the temperatures, frees them.  Nobody asked the other thread.  It may be halfway
 * through, and from then on it reads memory that belongs to whoever allocates
 * next.
 *
 * @level   1
 * @cwe     416
 * @stdout  from -40 to 120
 * @expect  tsan      race(temperatures) 67%
 * @expect  tsan      use-after-free(temperatures) may
 * @expect  helgrind  race(temperatures)
 * @expect  native    wrong-result may
 * @misses  drd: as hazard runs it, DRD doesn't count free as an access to the memory
 * @expect  explore   use-after-free(temperatures)
 * @hint    Who reads the temperatures, and which of them has main waited for?
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#ifndef ROUNDS
#define ROUNDS 4000
#endif

enum { HOURS = ROUNDS };

static void *
find_lowest(void *arg)
{
	const long *temperatures = arg;
	long lowest = temperatures[0];	//~ temperatures: read

	for (int hour = 1; hour < HOURS; hour++) {
		long now = temperatures[hour];	//~ temperatures: read
		lowest = now < lowest ? now : lowest;
	}
	return (void *)lowest;
}

static void *
find_highest(void *arg)
{
	const long *temperatures = arg;
	long highest = temperatures[0];	//~ temperatures: read

	for (int hour = 1; hour < HOURS; hour++) {
		long now = temperatures[hour];	//~ temperatures: read
		highest = now > highest ? now : highest;
	}
	return (void *)highest;
}

int
main(void)
{
	long *temperatures = malloc(HOURS * sizeof *temperatures);
	pthread_t low_reader, high_reader;
	void *lowest, *highest;

	for (int hour = 0; hour < HOURS; hour++) {
		temperatures[hour] = hour * 37 % 100;
	}
	temperatures[0] = -40;
	temperatures[HOURS - 1] = 120;
	pthread_create(&high_reader, NULL, find_highest, temperatures);
	pthread_create(&low_reader, NULL, find_lowest, temperatures);

	pthread_join(low_reader, &lowest);
	free(temperatures);	//~ temperatures: free
	pthread_join(high_reader, &highest);

	if ((long)lowest != -40 || (long)highest != 120) {
		fprintf(stderr, "wrong: %ld to %ld\n", (long)lowest, (long)highest);
		return 1;
	}
	printf("from %ld to %ld\n", (long)lowest, (long)highest);
	return 0;
}
