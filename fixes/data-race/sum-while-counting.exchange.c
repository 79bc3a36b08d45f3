// SPDX-License-Identifier: MIT
/*
 * Sum while counting, by exchange: take all there is and leave zero, in one step.
 *
 * @how         The boxes are atomic; the machine adds with one atomic addition, the
 *              collector takes with an atomic exchange.
 * @why         Addition and exchange are single steps: a coin falls either before the
 *              exchange and is taken, or after it and stays for the next round.
 * @cost        Each coin is now an atomic operation, and the collector takes the cache
 *              line away from the machine. An atomic on one side only is not enough.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

enum { MACHINES = 2 };

atomic_long box[MACHINES];
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
			collected += atomic_exchange(&box[m], 0);
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
		collected += box[m];
	}

	if (collected != MACHINES * ROUNDS) {
		fprintf(stderr, "wrong: %ld coins collected, %d thrown in\n",
		    collected, MACHINES * ROUNDS);
		return 1;
	}
	puts("every coin collected once");
	return 0;
}
