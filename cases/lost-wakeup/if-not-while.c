// SPDX-License-Identifier: MIT
/*
 * If, not while: one loaf is put on the shelf, three customers wake and take it.
 *
 * The shelf holds one loaf, and with each new one the baker calls all who wait.
 * The first customer takes it.  The others wake from the same call; they looked at
 * the shelf before they went to sleep, don't look again, and take a loaf that is
 * gone.  When pthread_cond_wait() returns, that says "something may have changed",
 * never "it is yours".  (POSIX lets it return for no reason, too.)
 *
 * @level   2
 * @cwe     821
 * @topic   T3
 * @stdout  no empty bag
 * @misses  tsan: the shelf is only touched under the lock, so there is no data race
 * @misses  helgrind: the shelf is only touched under the lock; that it was checked too
 *          early is logic
 * @misses  drd: the shelf is only touched under the lock; that it was checked too
 *          early is logic
 * @expect  native    wrong-result
 * @expect  explore   wrong-result
 * @hint    What does the second customer know about `loaves` when its wait returns?
 */
#include <pthread.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 100
#endif
#define CUSTOMERS 3

pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
pthread_cond_t bread = PTHREAD_COND_INITIALIZER;
pthread_cond_t sold = PTHREAD_COND_INITIALIZER;
int loaves;
int empty_bags;

static void *
customer(void *arg)
{
	(void)arg;
	for (int i = 0; i < ROUNDS; i++) {
		pthread_mutex_lock(&lock);
		if (loaves <= 0) {				//~ shelf: read
			pthread_cond_wait(&bread, &lock);	//~ woken: wait
		}
		loaves -= 1;					//~ shelf: read, write
		if (loaves < 0) {
			empty_bags += 1;
		}
		pthread_cond_signal(&sold);
		pthread_mutex_unlock(&lock);
	}
	return NULL;
}

static void
bake(int amount)
{
	pthread_mutex_lock(&lock);
	for (int i = 0; i < amount; i++) {
		while (loaves > 0) {
			pthread_cond_wait(&sold, &lock);
		}
		loaves += 1;
		pthread_cond_broadcast(&bread);			//~ woken: signal
	}
	pthread_mutex_unlock(&lock);
}

int
main(void)
{
	pthread_t customers[CUSTOMERS];

	for (int i = 0; i < CUSTOMERS; i++) {
		pthread_create(&customers[i], NULL, customer, NULL);
	}
	bake(CUSTOMERS * ROUNDS);
	for (int i = 0; i < CUSTOMERS; i++) {
		pthread_join(customers[i], NULL);
	}
	if (empty_bags > 0) {
		fprintf(stderr, "wrong: %d bags without a loaf\n", empty_bags);
		return 1;
	}
	puts("no empty bag");
	return 0;
}
