// SPDX-License-Identifier: MIT
/*
 * One condition variable, two mutexes, fixed: each shelf has its own condition variable.
 *
 * @how   Put the condition variable into the shelf, beside its lock.
 * @why   Lock, data and condition variable now belong together one to one, and a delivery wakes
 *        only the one it is for.
 * @cost  One condition variable a shelf.
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

struct shelf {
	pthread_mutex_t lock;
	pthread_cond_t delivered;
	int pieces;
	int sold;
};

struct shelf bread = {
	.lock = PTHREAD_MUTEX_INITIALIZER,
	.delivered = PTHREAD_COND_INITIALIZER,
};
struct shelf milk = {
	.lock = PTHREAD_MUTEX_INITIALIZER,
	.delivered = PTHREAD_COND_INITIALIZER,
};
sem_t ready;

static void *
sell(void *arg)
{
	struct shelf *shelf = arg;

	pthread_mutex_lock(&shelf->lock);
	sem_post(&ready);
	while (shelf->pieces == 0) {
		pthread_cond_wait(&shelf->delivered, &shelf->lock);
	}
	shelf->sold += shelf->pieces;
	pthread_mutex_unlock(&shelf->lock);
	return NULL;
}

static void
deliver(struct shelf *shelf, int pieces)
{
	pthread_mutex_lock(&shelf->lock);
	shelf->pieces = pieces;
	pthread_cond_broadcast(&shelf->delivered);
	pthread_mutex_unlock(&shelf->lock);
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
