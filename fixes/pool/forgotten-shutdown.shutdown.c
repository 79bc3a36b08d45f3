// SPDX-License-Identifier: MIT
/*
 * Forgotten shutdown, called: main leaves only when the queue is empty.
 *
 * @how   main calls pool_shutdown() before it returns
 * @why   STOP is behind the last customer, so the worker meets it when all statements
 *        are written, and the join waits for that.
 * @cost  main waits for the work; every other way out of main needs the call as well
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
	pthread_create(&thread, NULL, worker, NULL);
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
	submit(1);
	submit(2);
	pool_shutdown();
	return 0;
}
