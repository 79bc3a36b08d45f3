// SPDX-License-Identifier: MIT
/*
 * Exit holding the lock, fixed: a clean-up handler unlocks, whichever way the thread ends.
 *
 * @how   Push a handler that unlocks after the lock, and pop it where the unlock was.
 * @why   pthread_exit() runs the handlers that are still pushed, and so does a cancellation.
 * @cost  Push and pop are macros, the two halves of one block, and must stand in one function at
 *        one level; every lock needs its own pair.
 */
#include <pthread.h>
#include <stdio.h>

enum { FILES = 2, ROWS = 3 };

pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
int rows[FILES][ROWS] = { { 10, 20, 30 }, { 5, -1, 5 } };
int total, refused;

static int
check(int row)
{
	if (row < 0) {
		refused += 1;
		pthread_exit(NULL);
	}
	return row;
}

static void
unlock(void *lock)
{
	pthread_mutex_unlock(lock);
}

static void *
import(void *arg)
{
	const int *file = arg;

	for (int i = 0; i < ROWS; i++) {
		pthread_mutex_lock(&lock);
		pthread_cleanup_push(unlock, &lock);
		total += check(file[i]);
		pthread_cleanup_pop(1);
	}
	return NULL;
}

int
main(void)
{
	pthread_t importers[FILES];

	for (int i = 0; i < FILES; i++) {
		pthread_create(&importers[i], NULL, import, rows[i]);
	}
	for (int i = 0; i < FILES; i++) {
		pthread_join(importers[i], NULL);
	}
	pthread_mutex_lock(&lock);
	int sum = total;
	pthread_mutex_unlock(&lock);
	if (sum != 65 || refused != 1) {
		fprintf(stderr, "wrong: %d imported, %d refused\n", sum, refused);
		return 1;
	}
	printf("%d imported, %d refused\n", sum, refused);
	return 0;
}
