// SPDX-License-Identifier: MIT
/*
 * Sum while counting, with a lock for each box: nobody pays while the box is open.
 *
 * @how         Each box has a mutex; the machine takes it to count, the collector to read
 *              the box and empty it.
 * @why         Read and empty belong together, and under the lock no coin can fall
 *              between them.
 * @cost        A lock and an unlock for each coin, cheap as long as the two seldom meet.
 */
#include <pthread.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

enum { MACHINES = 2 };

struct box {
	pthread_mutex_t lock;
	long coins;
} box[MACHINES] = {
	{ .lock = PTHREAD_MUTEX_INITIALIZER },
	{ .lock = PTHREAD_MUTEX_INITIALIZER },
};
long collected;

static void *
vending_machine(void *arg)
{
	struct box *mine = arg;
	char receipt[32];

	for (int i = 0; i < ROUNDS; i++) {
		snprintf(receipt, sizeof(receipt), "1 coffee, no. %d", i);
		pthread_mutex_lock(&mine->lock);
		mine->coins += 1;
		pthread_mutex_unlock(&mine->lock);
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
			pthread_mutex_lock(&box[m].lock);
			collected += box[m].coins;
			box[m].coins = 0;
			pthread_mutex_unlock(&box[m].lock);
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
		collected += box[m].coins;
	}

	if (collected != MACHINES * ROUNDS) {
		fprintf(stderr, "wrong: %ld coins collected, %d thrown in\n",
		    collected, MACHINES * ROUNDS);
		return 1;
	}
	puts("every coin collected once");
	return 0;
}
