// SPDX-License-Identifier: MIT
/*
 * Sleep instead of join, told when ready: the thread says when the total is there.
 *
 * @how         The thread posts a semaphore when it has stored the total; main() waits
 *              for that, and joins at the end.
 * @why         Whatever the thread did before sem_post(), main() sees after sem_wait().
 *              The wait is for the result and not for the end of the thread, which may
 *              have other things to do.
 * @cost        One semaphore more. With nothing else to do for the thread, the join
 *              alone would do.
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

long total;
sem_t ready;

static void *
add_up(void *arg)
{
	long sum = 0;

	(void)arg;
	for (int i = 1; i <= ROUNDS; i++) {
		sum += i;
	}
	total = sum;
	sem_post(&ready);
	return NULL;
}

int
main(void)
{
	const long right = (ROUNDS + 1L) * ROUNDS / 2;
	pthread_t thread;

	sem_init(&ready, 0, 0);
	pthread_create(&thread, NULL, add_up, NULL);
	sem_wait(&ready);

	long missing = right - total;

	if (missing != 0) {
		fprintf(stderr, "wrong: the total is %ld short\n", missing);
		return 1;
	}
	pthread_join(thread, NULL);
	puts("the total is right");
	return 0;
}
