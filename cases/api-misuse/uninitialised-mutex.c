// SPDX-License-Identifier: MIT
/*
 * Uninitialised mutex: the counter's lock is used, but nobody has ever made it one.
 *
 * allocate() used to be calloc(), and so nobody noticed that pthread_mutex_init() was
 * missing: in glibc a mutex of zeros is an unlocked one.  Now new blocks are filled with a
 * pattern, and there is no such kind of mutex as that.  glibc refuses to lock it with
 * EINVAL, and since nobody looks at the result, everybody walks in and counts as if
 * there were no lock.  With other garbage the lock waits for ever.
 *
 * @level   1
 * @cwe     909 366
 * @stdout  every visitor counted
 * @expect  tsan      invalid-object(lock)
 * @expect  tsan      bad-unlock(lock)
 * @expect  tsan      race(visitors)
 * @expect  helgrind  api-error(lock)
 * @expect  helgrind  bad-unlock(lock)
 * @expect  helgrind  race(visitors)
 * @expect  drd       bad-unlock(lock)
 * @expect  drd       race(visitors)
 * @expect  native    wrong-result may
 * @expect  explore   invalid-object(lock)
 * @expect  explore   race(visitors)
 * @expect  explore   wrong-result
 * @hint    Which line makes the bytes at &counter->lock a mutex?
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
		pthread_mutex_lock(&counter->lock);	//~ lock: lock
		counter->visitors += 1;	//~ visitors: read, write
		pthread_mutex_unlock(&counter->lock);	//~ lock: unlock
	}
	return NULL;
}

int
main(void)
{
	struct counter *counter = allocate(sizeof *counter);
	pthread_t doors[DOORS];

	counter->visitors = 0;
	for (int i = 0; i < DOORS; i++) {
		pthread_create(&doors[i], NULL, count, counter);
	}
	for (int i = 0; i < DOORS; i++) {
		pthread_join(doors[i], NULL);
	}
	int missing = DOORS * GROUPS - counter->visitors;

	free(counter);
	if (missing != 0) {
		fprintf(stderr, "wrong: %d visitors not counted\n", missing);
		return 1;
	}
	printf("every visitor counted\n");
	return 0;
}
