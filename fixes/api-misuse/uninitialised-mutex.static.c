// SPDX-License-Identifier: MIT
/*
 * Uninitialised mutex, fixed: the counter is a static variable with its initialiser.
 *
 * @how   Define the counter instead of allocating it, with PTHREAD_MUTEX_INITIALIZER.
 * @why   The initialiser stands beside the lock and can't be forgotten on some way through the
 *        program.
 * @cost  As many counters as there are definitions; a program that needs one more for every
 *        customer has to allocate.
 */
#include <pthread.h>
#include <stdio.h>

enum { DOORS = 2, GROUPS = 3 };

struct counter {
	pthread_mutex_t lock;
	int visitors;
};

struct counter entrance = { .lock = PTHREAD_MUTEX_INITIALIZER };

static void *
count(void *arg)
{
	struct counter *counter = arg;

	for (int i = 0; i < GROUPS; i++) {
		pthread_mutex_lock(&counter->lock);
		counter->visitors += 1;
		pthread_mutex_unlock(&counter->lock);
	}
	return NULL;
}

int
main(void)
{
	struct counter *counter = &entrance;
	pthread_t doors[DOORS];

	for (int i = 0; i < DOORS; i++) {
		pthread_create(&doors[i], NULL, count, counter);
	}
	for (int i = 0; i < DOORS; i++) {
		pthread_join(doors[i], NULL);
	}
	int missing = DOORS * GROUPS - counter->visitors;
	if (missing != 0) {
		fprintf(stderr, "wrong: %d visitors not counted\n", missing);
		return 1;
	}
	printf("every visitor counted\n");
	return 0;
}
