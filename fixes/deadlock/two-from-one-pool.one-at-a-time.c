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
#include <string.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

enum { JOBS = 2, CONNECTIONS = 2 };

struct job {
	int source[ROUNDS], target[ROUNDS];
};

struct job jobs[JOBS];
sem_t connections;

static void *
copy_table(void *arg)
{
	struct job *job = arg;

	for (int i = 0; i < ROUNDS; i++) {
		sem_wait(&connections);
		int row = job->source[i];
		sem_post(&connections);
		sem_wait(&connections);
		job->target[i] = row;
		sem_post(&connections);
	}
	return NULL;
}

int
main(void)
{
	pthread_t threads[JOBS];
	int incomplete = 0;

	sem_init(&connections, 0, CONNECTIONS);
	for (int i = 0; i < JOBS; i++) {
		for (int row = 0; row < ROUNDS; row++) {
			jobs[i].source[row] = 1000 + row;
		}
		pthread_create(&threads[i], NULL, copy_table, &jobs[i]);
	}
	for (int i = 0; i < JOBS; i++) {
		pthread_join(threads[i], NULL);
		incomplete += memcmp(jobs[i].source, jobs[i].target, sizeof(jobs[i].source)) != 0;
	}
	if (incomplete != 0) {
		fprintf(stderr, "wrong: %d tables are not like their source\n", incomplete);
		return 1;
	}
	puts("both tables copied");
	return 0;
}
