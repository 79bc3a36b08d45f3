// SPDX-License-Identifier: MIT
/*
 * Uninitialised mutex, fixed: the lock is initialised before any thread knows of it.
 *
 * @how   Call pthread_mutex_init() where the counter is made.
 * @why   Only that call, or PTHREAD_MUTEX_INITIALIZER, makes a mutex of memory, whatever the
 *        memory contains.
 * @cost  Every place that makes a counter must do it; and its counterpart, pthread_mutex_destroy(),
 *        too.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DOORS = 2, GROUPS = 3 };

struct counter {
	pthread_mutex_t lock;
	int visitors;
};

static void *
allocate(size_t size)
{
	void *block = malloc(size);

	/* Nobody shall get used to finding zeros. */
	return memset(block, 0xa5, size);
}

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
	struct counter *counter = allocate(sizeof *counter);
	pthread_t doors[DOORS];

	pthread_mutex_init(&counter->lock, NULL);
	counter->visitors = 0;
	for (int i = 0; i < DOORS; i++) {
		pthread_create(&doors[i], NULL, count, counter);
	}
	for (int i = 0; i < DOORS; i++) {
		pthread_join(doors[i], NULL);
	}
	int missing = DOORS * GROUPS - counter->visitors;

	pthread_mutex_destroy(&counter->lock);
	free(counter);
	if (missing != 0) {
		fprintf(stderr, "wrong: %d visitors not counted\n", missing);
		return 1;
	}
	printf("every visitor counted\n");
	return 0;
}
