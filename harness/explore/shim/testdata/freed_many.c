// SPDX-License-Identifier: MIT
/* 4000 words that others read, freed while they do. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum { HOURS = 4000 };

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
		temperatures[hour] = hour * 37 % 200 - 100;
	}
	pthread_create(&high_reader, NULL, find_highest, temperatures);
	pthread_create(&low_reader, NULL, find_lowest, temperatures);

	pthread_join(low_reader, &lowest);
	free(temperatures);
	pthread_join(high_reader, &highest);

	if ((long)lowest != -100 || (long)highest != 99) {
		fprintf(stderr, "wrong: %ld to %ld\n", (long)lowest, (long)highest);
		return 1;
	}
	printf("from %ld to %ld\n", (long)lowest, (long)highest);
	return 0;
}
