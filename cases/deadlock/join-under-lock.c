// SPDX-License-Identifier: MIT
/*
 * Join under lock: the pool waits for its workers and keeps the lock they need to leave.
 *
 * close_pool() changes the pool, so it locks it; and it wants to come back with nobody
 * left inside, so it joins the workers.  But a worker that leaves strikes itself off the
 * roster, and to wake up from its condition it needs the lock as well.  The pool waits
 * for the workers, the workers for the lock, and the lock for the end of close_pool().
 * A join is a wait like any other, though no lock is to be seen in its line.
 *
 * @level   1
 * @cwe     833
 * @origin  valkey-search pull request 1062: the thread pool's shutdown
 * @stdout  closed, 0 workers left
 * @misses  tsan: a join is no lock for it, so it sees no cycle, and nobody gets far
 *          enough to race
 * @expect  helgrind  lock-held(close)
 * @misses  drd: waiting for a lock or for a thread's end is no error
 * @expect  native    hang
 * @expect  explore   deadlock(close, leave)
 * @hint    What must a worker still do between the broadcast and its end?
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
	pthread_mutex_lock(&pool.lock);		//~ leave: lock
	while (!pool.closing) {
		pthread_cond_wait(&pool.changed, &pool.lock);	//~ leave: wait, lock
	}
	pool.present -= 1;
	pthread_mutex_unlock(&pool.lock);
	return arg;
}

static void
close_pool(void)
{
	pthread_mutex_lock(&pool.lock);		//~ close: lock
	pool.closing = true;
	pthread_cond_broadcast(&pool.changed);
	for (int i = 0; i < WORKERS; i++) {
		pthread_join(pool.workers[i], NULL);	//~ close: join
	}
	pthread_mutex_unlock(&pool.lock);
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
