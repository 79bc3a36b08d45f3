// SPDX-License-Identifier: MIT
/*
 * Join under lock, roster: the pool waits for its roster to be empty, on its condition.
 *
 * @how   close_pool() waits on the condition until nobody is present, and joins when it
 *        has given the lock back
 * @why   A condition wait hands the lock over while it waits, which a join can't.  When
 *        the roster is empty the workers need the lock no more, and the joins are short.
 * @cost  the worker must say that it leaves, and say it last: a path that forgets it
 *        brings the hang back
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
	pthread_cond_broadcast(&pool.changed);
	pthread_mutex_unlock(&pool.lock);
	return arg;
}

static void
close_pool(void)
{
	pthread_mutex_lock(&pool.lock);
	pool.closing = true;
	pthread_cond_broadcast(&pool.changed);
	while (pool.present > 0) {
		pthread_cond_wait(&pool.changed, &pool.lock);
	}
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
