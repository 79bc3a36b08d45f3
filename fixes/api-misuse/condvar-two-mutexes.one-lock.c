// SPDX-License-Identifier: MIT
/*
 * One condition variable, two mutexes, fixed: one lock for both shelves.
 *
 * @how   Take the same mutex for both.
 * @why   One condition variable is used with one mutex, and a broadcast makes both
 *        waiters look, of whom one finds nothing and waits on.
 * @cost  Bread and milk wait for each other, and every delivery wakes everybody.
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

struct shelf {
	int pieces;
	int sold;
};

struct shelf bread, milk;
pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
pthread_cond_t delivered = PTHREAD_COND_INITIALIZER;
sem_t ready;

static void *
sell(void *arg)
{
	struct shelf *shelf = arg;

	pthread_mutex_lock(&lock);
	sem_post(&ready);
	while (shelf->pieces == 0) {
		pthread_cond_wait(&delivered, &lock);
	}
	shelf->sold += shelf->pieces;
	pthread_mutex_unlock(&lock);
	return NULL;
}

static void
deliver(struct shelf *shelf, int pieces)
{
	pthread_mutex_lock(&lock);
	shelf->pieces = pieces;
	pthread_cond_broadcast(&delivered);
	pthread_mutex_unlock(&lock);
}

int
main(void)
{
	pthread_t baker, dairy;

	sem_init(&ready, 0, 0);
	pthread_create(&baker, NULL, sell, &bread);
	pthread_create(&dairy, NULL, sell, &milk);
	sem_wait(&ready);
	sem_wait(&ready);
	deliver(&bread, 20);
	deliver(&milk, 12);
	pthread_join(baker, NULL);
	pthread_join(dairy, NULL);
	if (bread.sold != 20 || milk.sold != 12) {
		fprintf(stderr, "wrong: %d loaves, %d bottles\n", bread.sold, milk.sold);
		return 1;
	}
	printf("%d loaves, %d bottles\n", bread.sold, milk.sold);
	return 0;
}
