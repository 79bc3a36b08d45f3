// SPDX-License-Identifier: MIT
/*
 * Two from one pool, one at a time: the row is read, then the connection given back.
 *
 * @how   the source's connection goes back to the pool before the target's is taken
 * @why   A job that waits for a connection has none, so whoever has one finishes.
 * @cost  what was read must be kept in memory, and the source may change before the
 *        target is written: the two are no longer one transaction
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

enum { JOBS = 2, CONNECTIONS = 2 };

sem_t connections;

static void *
copy_table(void *arg)
{
	int *rows = arg;

	for (int i = 0; i < ROUNDS; i++) {
		sem_wait(&connections);
		int row = i;			/* read */
		sem_post(&connections);
		sem_wait(&connections);
		*rows += row == i;		/* written */
		sem_post(&connections);
	}
	return NULL;
}

int
main(void)
{
	pthread_t jobs[JOBS];
	int rows[JOBS] = { 0 };

	sem_init(&connections, 0, CONNECTIONS);
	for (int i = 0; i < JOBS; i++) {
		pthread_create(&jobs[i], NULL, copy_table, &rows[i]);
	}
	for (int i = 0; i < JOBS; i++) {
		pthread_join(jobs[i], NULL);
		if (rows[i] != ROUNDS) {
			fprintf(stderr, "wrong: %d of %d rows copied\n", rows[i], ROUNDS);
			return 1;
		}
	}
	puts("both tables copied");
	return 0;
}
