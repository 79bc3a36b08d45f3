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
pthread_mutex_t collecting = PTHREAD_MUTEX_INITIALIZER;

static void *
copy_table(void *arg)
{
	struct job *job = arg;

	for (int i = 0; i < ROUNDS; i++) {
		pthread_mutex_lock(&collecting);
		sem_wait(&connections);
		sem_wait(&connections);
		pthread_mutex_unlock(&collecting);
		int row = job->source[i];
		job->target[i] = row;
		sem_post(&connections);
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
