// SPDX-License-Identifier: MIT
/*
 * Freed while used, fixed: each reader owns a copy and frees it itself.
 *
 * @how   Give each thread a copy of its own, which it frees when it is done.
 * @why   Every block has one owner: the thread that reads it is the one that frees
 *        it, so nobody has to know who else is still reading.
 * @cost  The memory twice, and the time to copy it.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef ROUNDS
#define ROUNDS 4000
#endif

enum { HOURS = ROUNDS };

static void *
find_lowest(void *arg)
{
	long *temperatures = arg;
	long lowest = temperatures[0];

	for (int hour = 1; hour < HOURS; hour++) {
		long now = temperatures[hour];
		lowest = now < lowest ? now : lowest;
	}
	free(temperatures);
	return (void *)lowest;
}

static void *
find_highest(void *arg)
{
	long *temperatures = arg;
	long highest = temperatures[0];

	for (int hour = 1; hour < HOURS; hour++) {
		long now = temperatures[hour];
		highest = now > highest ? now : highest;
	}
	free(temperatures);
	return (void *)highest;
}

int
main(void)
{
	long *temperatures = malloc(HOURS * sizeof *temperatures);
	long *copy = malloc(HOURS * sizeof *copy);
	pthread_t low_reader, high_reader;
	void *lowest, *highest;

	for (int hour = 0; hour < HOURS; hour++) {
		temperatures[hour] = hour * 37 % 100;
	}
	temperatures[0] = -40;
	temperatures[HOURS - 1] = 120;
	memcpy(copy, temperatures, HOURS * sizeof *copy);
	pthread_create(&high_reader, NULL, find_highest, copy);
	pthread_create(&low_reader, NULL, find_lowest, temperatures);

	pthread_join(low_reader, &lowest);
	pthread_join(high_reader, &highest);

	if ((long)lowest != -40 || (long)highest != 120) {
		fprintf(stderr, "wrong: %ld to %ld\n", (long)lowest, (long)highest);
		return 1;
	}
	printf("from %ld to %ld\n", (long)lowest, (long)highest);
	return 0;
}
