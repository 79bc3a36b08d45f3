// SPDX-License-Identifier: MIT
/*
 * Hand-rolled once, up front: the table is filled before there is a second thread.
 *
 * @how         main() fills the table and then starts the workers; nobody asks any more
 *              whether it is there.
 * @why         What was written before pthread_create() the new thread sees, and
 *              afterwards the table is only read.
 * @cost        The table is filled even if nobody needs it, and the start of the
 *              program waits for it.
 */
#include <pthread.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif
#define WORKERS 2

long square[ROUNDS];

static void
fill(void)
{
	for (long i = 0; i < ROUNDS; i++) {
		square[i] = i * i;
	}
}

static void *
worker(void *arg)
{
	long *answer = arg;

	*answer = square[ROUNDS - 1];
	return NULL;
}

int
main(void)
{
	const long right = (ROUNDS - 1L) * (ROUNDS - 1L);
	pthread_t thread[WORKERS];
	long answer[WORKERS];

	fill();
	for (int i = 0; i < WORKERS; i++) {
		pthread_create(&thread[i], NULL, worker, &answer[i]);
	}
	for (int i = 0; i < WORKERS; i++) {
		pthread_join(thread[i], NULL);
	}
	for (int i = 0; i < WORKERS; i++) {
		if (answer[i] != right) {
			fprintf(stderr, "wrong: worker %d got %ld\n", i, answer[i]);
			return 1;
		}
	}
	puts("every square is right");
	return 0;
}
