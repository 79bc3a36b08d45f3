// SPDX-License-Identifier: MIT
/*
 * Sum while counting: the coin boxes are emptied while coins fall in.
 *
 * Each vending machine counts into a box of its own, so the machines can't disturb each
 * other.  Now and then the collector goes round, adds up what is in the boxes and
 * sets them to zero.  But a machine adds by load, add and store, and the collector
 * empties by load and store.  A coin that falls between his two steps is thrown away; if
 * he comes between the machine's steps, it puts the old sum back, and the same
 * money is collected twice.
 *
 * @level   2
 * @cwe     366
 * @stdout  every coin collected once
 * @expect  tsan      race(box)
 * @expect  helgrind  race(box)
 * @expect  drd       race(box)
 * @expect  native    wrong-result may
 * @expect  explore   wrong-result
 * @expect  explore   race(box)
 * @hint    Each box has one machine that counts: who else writes to it?
 */
#include <pthread.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

enum { MACHINES = 2 };

long box[MACHINES];
long collected;

static void *
vending_machine(void *arg)
{
	long *mine = arg;
	char receipt[32];

	for (int i = 0; i < ROUNDS; i++) {
		snprintf(receipt, sizeof(receipt), "1 coffee, no. %d", i);
		*mine += 1;				//~ box: read, write
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
			collected += box[m];		//~ box: read
			box[m] = 0;			//~ box: write
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
