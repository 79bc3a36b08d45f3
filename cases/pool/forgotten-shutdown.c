// SPDX-License-Identifier: MIT
/*
 * Forgotten shutdown: main leaves while the work is still in the queue.
 *
 * submit() only puts a task into the queue and returns at once, so main is through
 * with its list before the worker has finished the first statement.  Returning from
 * main ends the process and all its threads: the statements still queued are never
 * written, and the exit status is 0 all the same.  pool_shutdown() would have waited
 * for them; nobody calls it.
 *
 * @level   1
 * @cwe     404
 * @topic   T0
 * @stdout  customer 1: 130\ncustomer 2: 260
 * @misses  tsan: it reports a thread that has ended and was not joined, but this one has
 *          not ended: when the process goes it is still at work or waiting for more
 * @misses  helgrind: every access is under the lock; that a thread still runs when the
 *          process ends is no error to it
 * @misses  drd: every access is under the lock; that a thread still runs when the
 *          process ends is no error to it
 * @expect  native    wrong-result
 * @expect  explore   thread-leak(pool)
 * @expect  explore   wrong-result
 * @hint    What has happened to a task when submit() returns?
 */
#include <pthread.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

enum { ROOM = 8, STOP = -1, STEPS = 4 * ROUNDS };

static int task[ROOM], head, tail;	/* room for all tasks */
static pthread_t thread;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t filled = PTHREAD_COND_INITIALIZER;

static void
submit(int customer)
{
	pthread_mutex_lock(&lock);
	task[tail++] = customer;
	pthread_cond_signal(&filled);
	pthread_mutex_unlock(&lock);
}

static int
take(void)
{
	pthread_mutex_lock(&lock);
	while (head == tail) {
		pthread_cond_wait(&filled, &lock);
	}
	int customer = task[head++];
	pthread_mutex_unlock(&lock);
	return customer;
}

/* Ten years at three per cent, added up in small steps. */
static void *
worker(void *unused)
{
	for (int customer = take(); customer != STOP; customer = take()) {
		double euros = 100.0 * customer;
		for (int step = 0; step < STEPS; step++) {
			euros += 100.0 * customer * 0.03 * 10 / STEPS;
		}
		printf("customer %d: %.0f\n", customer, euros);
	}
	return unused;
}

void
pool_start(void)
{
	pthread_create(&thread, NULL, worker, NULL);		//~ pool: create
}

void
pool_shutdown(void)
{
	submit(STOP);
	pthread_join(thread, NULL);
}

int
main(void)
{
	pool_start();
	submit(1);						//~ submit: signal
	submit(2);						//~ submit: signal
	return 0;						//~ leave
}
