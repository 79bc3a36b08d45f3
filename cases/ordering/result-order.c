// SPDX-License-Identifier: MIT
/*
 * Result order: results come as they finish and are read in the order of asking.
 *
 * Three threads count the primes below three limits, and each appends its count
 * to a list, properly locked.  The list is in the order in which the
 * threads finished: the short jobs first.  main() reads it as if it were in the order
 * of the questions, and gives the right answers to the wrong questions.
 *
 * @level   1
 * @cwe     696
 * @topic   T0
 * @stdout  every answer fits its question
 * @expect  native    wrong-result
 * @misses  tsan: every access to the list is under the lock or after the join, so there
 *          is no data race; which answer belongs to which question no tool can know
 * @misses  helgrind: the list is properly locked; that its order means something only
 *          the author knows
 * @misses  drd: the list is properly locked; that its order means something only the
 *          author knows
 * @expect  explore   wrong-result
 * @hint    Which thread finishes first, and where in the list does its answer go?
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif
#define JOBS 3

pthread_mutex_t results_lock = PTHREAD_MUTEX_INITIALIZER;
int limit[JOBS] = { 15 * ROUNDS, 5 * ROUNDS, ROUNDS };
int result[JOBS];
int results;

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
	int primes = primes_below(*my_limit);

	pthread_mutex_lock(&results_lock);
	result[results++] = primes;		//~ append: write
	pthread_mutex_unlock(&results_lock);
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
		if (result[i] > result[i - 1]) {	//~ look-up: read
			fprintf(stderr, "wrong: %d primes below %d, %d below %d\n",
			        result[i], limit[i], result[i - 1], limit[i - 1]);
			return 1;
		}
	}
	puts("every answer fits its question");
	return 0;
}
