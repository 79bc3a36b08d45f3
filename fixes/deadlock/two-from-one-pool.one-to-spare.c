// SPDX-License-Identifier: MIT
/*
 * Two from one pool, one to spare: even if every job has its first, one is left.
 *
 * @how   the pool has one connection more than there are jobs
 * @why   If each job has one and no more, a connection is still free; some job gets it,
 *        has its two, finishes and gives both back.
 * @cost  the pool must know how many jobs there are and how many each needs: jobs times
 *        (needed - 1), plus one
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <string.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

enum { JOBS = 2, CONNECTIONS = JOBS + 1 };

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
		sem_wait(&connections);
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
