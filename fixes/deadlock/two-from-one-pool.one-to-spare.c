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

#ifndef ROUNDS
#define ROUNDS 20000
#endif

enum { JOBS = 2, CONNECTIONS = JOBS + 1 };

sem_t connections;

static void *
copy_table(void *arg)
{
	int *rows = arg;

	for (int i = 0; i < ROUNDS; i++) {
		sem_wait(&connections);
		int row = i;			/* read */
		sem_wait(&connections);
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
