// SPDX-License-Identifier: MIT
/*
 * Hand-rolled once, from the library: pthread_once() lets one in and makes the rest wait.
 *
 * @how         pthread_once() calls fill(); the flag is gone.
 * @why         It returns to everybody only when fill() has returned, and whoever it
 *              returns to sees all that fill() wrote.
 * @cost        A quick look at each call. fill() gets no argument and can't say that it
 *              has failed.
 * @false-alarm helgrind race(square): Helgrind does not know pthread_once() as
 *              synchronisation, so it does not see that the reader comes after the
 *              filling
 */
#include <pthread.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif
#define WORKERS 2

pthread_once_t filled = PTHREAD_ONCE_INIT;
long square[ROUNDS];

static void
fill(void)
{
	for (long i = 0; i < ROUNDS; i++) {
		square[i] = i * i;		//~ square: write
	}
}

static void *
worker(void *arg)
{
	long *answer = arg;

	pthread_once(&filled, fill);
	*answer = square[ROUNDS - 1];			//~ square: read
	return NULL;
}

int
main(void)
{
	const long right = (ROUNDS - 1L) * (ROUNDS - 1L);
	pthread_t thread[WORKERS];
	long answer[WORKERS];

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
