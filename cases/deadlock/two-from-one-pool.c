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
		sem_wait(&connections);		//~ source: wait
		int row = i;			/* read */
		sem_wait(&connections);		//~ target: wait
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
