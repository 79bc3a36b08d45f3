// SPDX-License-Identifier: MIT
/*
 * Sum while counting, as a meter: the boxes are never emptied, only read.
 *
 * @how         The count only grows; the collector remembers what he read last time and
 *              adds the difference. The count is atomic, as he reads while it changes.
 * @why         Only the machine writes, so no addition can be lost. What the collector
 *              reads was the count at that moment, and he reads the rest next time.
 * @cost        The collector has to remember one number for each machine, and the counter
 *              must be wide enough for ever.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

enum { MACHINES = 2 };

atomic_long box[MACHINES];
long last_reading[MACHINES];
long collected;

static void *
vending_machine(void *arg)
{
	atomic_long *mine = arg;
	char receipt[32];

	for (int i = 0; i < ROUNDS; i++) {
		snprintf(receipt, sizeof(receipt), "1 coffee, no. %d", i);
		*mine += 1;
	}
	return NULL;
}

static void *
collector(void *arg)
{
	char report[32];

	(void)arg;
	for (int i = 0; i < ROUNDS; i++) {
		for (int m = 0; m < MACHINES; m++) {
			long reading = box[m];

			collected += reading - last_reading[m];
			last_reading[m] = reading;
		}
		snprintf(report, sizeof(report), "%ld coins", collected);
	}
	return NULL;
}

int
main(void)
{
	pthread_t machines[MACHINES], round;

	for (int m = 0; m < MACHINES; m++) {
		pthread_create(&machines[m], NULL, vending_machine, &box[m]);
	}
	pthread_create(&round, NULL, collector, NULL);
	for (int m = 0; m < MACHINES; m++) {
		pthread_join(machines[m], NULL);
	}
	pthread_join(round, NULL);
	for (int m = 0; m < MACHINES; m++) {
		collected += box[m] - last_reading[m];
	}

	if (collected != MACHINES * ROUNDS) {
		fprintf(stderr, "wrong: %ld coins collected, %d thrown in\n",
		    collected, MACHINES * ROUNDS);
		return 1;
	}
	puts("every coin collected once");
	return 0;
}
