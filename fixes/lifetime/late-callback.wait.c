// SPDX-License-Identifier: MIT
/*
 * Late callback, fixed: taking a callback back waits until none is running.
 *
 * @how   The clock notes that it is calling; call_back() first sets the pointer, then waits.
 * @why   When call_back() returns, the old callback has either returned or will never be
 *        called, so that its window may go.
 * @cost  A callback that takes itself back waits for itself.
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
pthread_cond_t called = PTHREAD_COND_INITIALIZER;
struct window *registered;
bool calling;
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
		calling = window != NULL;
		pthread_mutex_unlock(&lock);
		if (window != NULL) {
			on_tick(window);
			pthread_mutex_lock(&lock);
			calling = false;
			pthread_cond_signal(&called);
			pthread_mutex_unlock(&lock);
		}
	}
	return arg;
}

static void
call_back(struct window *window)
{
	pthread_mutex_lock(&lock);
	registered = window;
	while (calling) {
		pthread_cond_wait(&called, &lock);
	}
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
