// SPDX-License-Identifier: MIT
/*
 * Exit holding the lock: an importer finds a bad row and ends its thread in the middle.
 *
 * check() is called while the lock is held, but doesn't know it.  When a row is bad it
 * does the simplest thing: it counts the file as refused and ends the thread.  The
 * mutex doesn't notice.  It stays locked, by a thread that no longer exists, and
 * whoever wants it next waits for ever: the other importer, or main, which only
 * wants to read the total.
 *
 * @level   2
 * @cwe     772 833
 * @stdout  65 imported, 1 refused
 * @misses  tsan: it doesn't look at the locks of a thread that ends, and a hang is no report
 * @expect  helgrind  lock-held
 * @expect  drd       lock-held(lock,join) 86%
 * @expect  native    hang
 * @expect  explore   stuck(lock)
 * @expect  explore   lock-held(lock,leave)
 * @hint    What is locked when check() is called?
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
		pthread_exit(NULL);	//~ leave: free
	}
	return row;
}

static void *
import(void *arg)
{
	const int *file = arg;

	for (int i = 0; i < ROWS; i++) {
		pthread_mutex_lock(&lock);	//~ lock: lock
		total += check(file[i]);	//~ leave: use
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
		pthread_join(importers[i], NULL);	//~ join: join
	}
	pthread_mutex_lock(&lock);	//~ lock: lock
	int sum = total;
	pthread_mutex_unlock(&lock);
	if (sum != 65 || refused != 1) {
		fprintf(stderr, "wrong: %d imported, %d refused\n", sum, refused);
		return 1;
	}
	printf("%d imported, %d refused\n", sum, refused);
	return 0;
}
