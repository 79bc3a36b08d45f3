// SPDX-License-Identifier: MIT
/*
 * Exit holding the lock, fixed: check() reports the bad row, and the importer unlocks.
 *
 * @how   Return whether the row is good; let the function that has locked unlock and leave.
 * @why   Lock and unlock are in one function again, where a reader can see that every way
 *        passes both.
 * @cost  Every function between the check and the lock has to pass the error on.
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>

enum { FILES = 2, ROWS = 3 };

pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
int rows[FILES][ROWS] = { { 10, 20, 30 }, { 5, -1, 5 } };
int total, refused;

static bool
check(int row)
{
	if (row < 0) {
		refused += 1;
	}
	return row >= 0;
}

static void *
import(void *arg)
{
	const int *file = arg;

	for (int i = 0; i < ROWS; i++) {
		pthread_mutex_lock(&lock);
		if (!check(file[i])) {
			pthread_mutex_unlock(&lock);
			break;
		}
		total += file[i];
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
