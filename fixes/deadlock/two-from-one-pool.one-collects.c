// SPDX-License-Identifier: MIT
/*
 * Two from one pool, one collects: one job at a time takes its two connections.
 *
 * @how   a lock lets one job at a time take its two connections
 * @why   Of those who hold a connection, at most one is still waiting for another; all
 *        the rest have both, and will give them back without needing the lock.
 * @cost  a job that could have had its first connection waits for one that wants its
 *        second; and whoever needs two must not forget the lock
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

enum { JOBS = 2, CONNECTIONS = 2 };

sem_t connections;
pthread_mutex_t collecting = PTHREAD_MUTEX_INITIALIZER;

static void *
copy_table(void *arg)
{
	int *rows = arg;

	for (int i = 0; i < ROUNDS; i++) {
		pthread_mutex_lock(&collecting);
		sem_wait(&connections);
		sem_wait(&connections);
		pthread_mutex_unlock(&collecting);
		int row = i;			/* read */
		*rows += row == i;		/* written */
		sem_post(&connections);
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
