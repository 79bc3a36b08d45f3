// SPDX-License-Identifier: MIT
/*
 * Forgotten shutdown, at exit: the pool sees to its own end.
 *
 * @how   pool_start() registers pool_shutdown() with atexit()
 * @why   Returning from main and exit() both run the registered functions before the
 *        process ends, so no way out through them can forget the call.
 * @cost  exit() may now take as long as the queue is; abort(), _exit() and a fatal
 *        signal still go past it, and a task must not call exit() itself
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

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
pool_shutdown(void)
{
	submit(STOP);
	pthread_join(thread, NULL);
}

void
pool_start(void)
{
	pthread_create(&thread, NULL, worker, NULL);
	atexit(pool_shutdown);
}

int
main(void)
{
	pool_start();
	submit(1);
	submit(2);
	return 0;
}
