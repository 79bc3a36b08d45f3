// SPDX-License-Identifier: MIT
/*
 * Freed while used, fixed: main waits for both readers before it frees.
 *
 * @how   Free after the second join.
 * @why   When both threads have been joined, neither of them can read any more, and
 *        a join also orders everything the thread did before what main does next.
 * @cost  The memory lives until the slower reader is done.
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
	long lowest = temperatures[0];

	for (int hour = 1; hour < HOURS; hour++) {
		long now = temperatures[hour];
		lowest = now < lowest ? now : lowest;
	}
	return (void *)lowest;
}

static void *
find_highest(void *arg)
{
	const long *temperatures = arg;
	long highest = temperatures[0];

	for (int hour = 1; hour < HOURS; hour++) {
		long now = temperatures[hour];
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
	pthread_join(high_reader, &highest);
	free(temperatures);

	if ((long)lowest != -40 || (long)highest != 120) {
		fprintf(stderr, "wrong: %ld to %ld\n", (long)lowest, (long)highest);
		return 1;
	}
	printf("from %ld to %ld\n", (long)lowest, (long)highest);
	return 0;
}
