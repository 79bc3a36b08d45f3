// SPDX-License-Identifier: MIT
/*
 * Exit holding the lock, fixed: the row is checked before the lock is taken.
 *
 * @how   Check first, then lock and add.
 * @why   When check() ends the thread it holds nothing.  `refused` is now counted outside
 *        the lock and must be atomic.
 * @cost  It works only where the check needs nothing that the lock protects.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

enum { FILES = 2, ROWS = 3 };

pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
int rows[FILES][ROWS] = { { 10, 20, 30 }, { 5, -1, 5 } };
int total;
atomic_int refused;

static int
check(int row)
{
	if (row < 0) {
		refused += 1;
		pthread_exit(NULL);
	}
	return row;
}

static void *
import(void *arg)
{
	const int *file = arg;

	for (int i = 0; i < ROWS; i++) {
		int row = check(file[i]);

		pthread_mutex_lock(&lock);
		total += row;
		pthread_mutex_unlock(&lock);
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
