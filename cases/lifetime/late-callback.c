// SPDX-License-Identifier: MIT
/*
 * Late callback: the clock calls back into a window that has been closed.
 *
 * Before a window goes, it takes its callback back, and both sides do that under a lock.
 * The clock however looks up the window under the lock and calls it after the unlock, as
 * one should.  In between it holds a pointer that can't be taken back any more:
 * call_back(NULL) returns, the window is closed and freed, and then the clock repaints it.
 * "No callback is registered" is not the same as "no callback is running".
 *
 * @level   3
 * @cwe     416
 * @origin  libHttpClient issue 974: a wait timer's callback, called after the timer was destroyed
 * @stdout  all windows closed
 * @expect  tsan      race(window) may
 * @expect  tsan      use-after-free(window) may
 * @expect  helgrind  race(window) may
 * @expect  drd       race(window) may
 * @expect  native    crash may
 * @expect  native    wrong-result may
 * @expect  explore   race(window)
 * @expect  explore   use-after-free(window)
 * @expect  explore   wrong-result
 * @hint    What does main know when call_back(NULL) has returned?
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
	late += window->closed;	//~ window: read
	window->repaints += 1;	//~ window: write
}

static void *
run_clock(void *arg)
{
	for (int tick = 0; tick < ROUNDS; tick++) {
		pthread_mutex_lock(&lock);
		struct window *window = registered;
		pthread_mutex_unlock(&lock);
		if (window != NULL) {
			on_tick(window);	//~ window: use
		}
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
		struct window *window = calloc(1, sizeof *window);	//~ window: write

		call_back(window);
		call_back(NULL);
		window->closed = true;	//~ window: write
		free(window);	//~ window: free
	}
	pthread_join(clock, NULL);
	if (late != 0) {
		fprintf(stderr, "wrong: %d repaints of closed windows\n", late);
		return 1;
	}
	printf("all windows closed\n");
	return 0;
}
