// SPDX-License-Identifier: MIT
/*
 * If, not while, fixed: whoever is woken looks at the shelf again.
 *
 * @how     while instead of if: after the wait the condition is checked anew
 * @why     When pthread_cond_wait() returns, the thread has the lock back, so
 *          what it sees now stays true until it unlocks. The customer who
 *          finds the shelf empty waits for the next loaf. (A signal instead of
 *          the broadcast would not mend the `if`: a customer who has just come
 *          in can take the loaf before the one who was woken gets the lock.)
 * @cost    one comparison for each wake-up; that all three are woken for one
 *          loaf is dear, but no longer wrong
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
		while (loaves <= 0) {
			pthread_cond_wait(&bread, &lock);
		}
		loaves -= 1;
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
		pthread_cond_broadcast(&bread);
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
