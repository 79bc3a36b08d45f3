// SPDX-License-Identifier: MIT
/*
 * Result order, a slot for each: every answer goes to the place of its question.
 *
 * @how         The worker puts its result into the slot that has the number of its job.
 * @why         Who finishes first no longer matters. Each slot has one writer and is read
 *              after the join, so not even a lock is needed.
 * @cost        The room for all results must be there beforehand; there is no way to take
 *              them as they come.
 */
#include <pthread.h>
#include <stdbool.h>
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

	result[my_limit - limit] = primes_below(*my_limit);
	return NULL;
}

int
main(void)
{
	pthread_t thread[JOBS];

	for (int i = 0; i < JOBS; i++) {
		pthread_create(&thread[i], NULL, worker, &limit[i]);
	}
	for (int i = 0; i < JOBS; i++) {
		pthread_join(thread[i], NULL);
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
