// SPDX-License-Identifier: MIT
/*
 * Two from one pool: each job takes one connection and waits for its second.
 *
 * A copy reads a table over one connection and writes it over another.  Both come from
 * the same pool, which has two, as many as there are jobs.  When each job has got its
 * first, the pool is empty, and both wait for a connection that the other one has.
 * There is one semaphore only, so no order of taking can help.  As many connections as
 * jobs is not enough: there must be one more, so that one job can get its second and end.
 *
 * @level   2
 * @cwe     833
 * @stdout  both tables copied
 * @misses  tsan: a semaphore has no owner, and with only one there is no order to note
 * @misses  helgrind: a semaphore has no owner, and with only one there is no order to
 *          note
 * @misses  drd: waiting for a semaphore is no error
 * @expect  native    hang may
 * @expect  explore   stuck(target)
 * @hint    How many connections can be taken without any job having got its second?
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
		sem_wait(&connections);		//~ source: wait
		int row = job->source[i];
		sem_wait(&connections);		//~ target: wait
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
