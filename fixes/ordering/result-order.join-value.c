// SPDX-License-Identifier: MIT
/*
 * Result order, by joining: the answer is asked from the thread that got the question.
 *
 * @how         The worker returns its result, and main() takes it from pthread_join(),
 *              thread after thread in the order of the questions.
 * @why         The thread itself ties answer and question together, as a future does.
 *              Nothing is shared, so there is nothing to lock.
 * @cost        main() waits for the first job even if the others are long done, and only
 *              what fits into a pointer can be returned in this way.
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif
#define JOBS 3

int limit[JOBS] = { 15 * ROUNDS, 5 * ROUNDS, ROUNDS };
int result[JOBS];

static int
primes_below(int n)
{
	int primes = 0;

	for (int i = 2; i < n; i++) {
		bool prime = true;

		for (int d = 2; prime && d * d <= i; d++) {
			prime = i % d != 0;
		}
		primes += prime;
	}
	return primes;
}

static void *
worker(void *arg)
{
	int *my_limit = arg;

	return (void *)(intptr_t)primes_below(*my_limit);
}

int
main(void)
{
	pthread_t thread[JOBS];

	for (int i = 0; i < JOBS; i++) {
		pthread_create(&thread[i], NULL, worker, &limit[i]);
	}
	for (int i = 0; i < JOBS; i++) {
		void *primes;

		pthread_join(thread[i], &primes);
		result[i] = (int)(intptr_t)primes;
	}

	for (int i = 1; i < JOBS; i++) {
		if (result[i] > result[i - 1]) {
			fprintf(stderr, "wrong: %d primes below %d, %d below %d\n",
			        result[i], limit[i], result[i - 1], limit[i - 1]);
			return 1;
		}
	}
	puts("every answer fits its question");
	return 0;
}
