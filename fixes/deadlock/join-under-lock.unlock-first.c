// SPDX-License-Identifier: MIT
/*
 * Join under lock, unlock first: the order to leave needs the lock, the wait doesn't.
 *
 * @how   close_pool() unlocks the pool before it joins the workers
 * @why   Nobody holds the lock during the wait, so each worker gets it, strikes itself
 *        off and ends.
 * @cost  between the unlock and the last join others can get at a pool that is half
 *        closed: every function of the pool must look at `closing`
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>

enum { WORKERS = 2 };

struct pool {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	bool closing;
	int present;			/* the roster */
	pthread_t workers[WORKERS];
};

static struct pool pool = {
	.lock = PTHREAD_MUTEX_INITIALIZER,
	.changed = PTHREAD_COND_INITIALIZER,
	.present = WORKERS,
};

static void *
work(void *arg)
{
	pthread_mutex_lock(&pool.lock);
	while (!pool.closing) {
		pthread_cond_wait(&pool.changed, &pool.lock);
	}
	pool.present -= 1;
	pthread_mutex_unlock(&pool.lock);
	return arg;
}

static void
close_pool(void)
{
	pthread_mutex_lock(&pool.lock);
	pool.closing = true;
	pthread_cond_broadcast(&pool.changed);
	pthread_mutex_unlock(&pool.lock);
	for (int i = 0; i < WORKERS; i++) {
		pthread_join(pool.workers[i], NULL);
	}
}

int
main(void)
{
	for (int i = 0; i < WORKERS; i++) {
		pthread_create(&pool.workers[i], NULL, work, NULL);
	}
	close_pool();
	printf("closed, %d workers left\n", pool.present);
	return 0;
}
