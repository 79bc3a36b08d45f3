// SPDX-License-Identifier: MIT
/*
 * Late callback, fixed: the clock calls back while it holds the lock.
 *
 * @how   Unlock after the call instead of before it.
 * @why   call_back() gets the lock only when no callback is running.
 * @cost  A callback that itself registers a callback or takes one back waits for its own lock,
 *        for ever; and everybody else waits while it runs.
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

struct window {
	int repaints;
	bool closed;
};

pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
struct window *registered;
int late;

static void
on_tick(struct window *window)
{
	late += window->closed;
	window->repaints += 1;
}

static void *
run_clock(void *arg)
{
	for (int tick = 0; tick < ROUNDS; tick++) {
		pthread_mutex_lock(&lock);
		struct window *window = registered;
		if (window != NULL) {
			on_tick(window);
		}
		pthread_mutex_unlock(&lock);
	}
	return arg;
}

static void
call_back(struct window *window)
{
	pthread_mutex_lock(&lock);
	registered = window;
	pthread_mutex_unlock(&lock);
}

int
main(void)
{
	pthread_t clock;

	pthread_create(&clock, NULL, run_clock, NULL);
	for (int i = 0; i < ROUNDS; i++) {
		struct window *window = calloc(1, sizeof *window);

		call_back(window);
		call_back(NULL);
		window->closed = true;
		free(window);
	}
	pthread_join(clock, NULL);
	if (late != 0) {
		fprintf(stderr, "wrong: %d repaints of closed windows\n", late);
		return 1;
	}
	printf("all windows closed\n");
	return 0;
}
