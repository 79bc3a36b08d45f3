// SPDX-License-Identifier: MIT
/*
 * Wrong clock, set clock: the condition variable is told to count in CLOCK_MONOTONIC.
 *
 * @how   pthread_condattr_setclock(CLOCK_MONOTONIC) when the condition variable is made
 * @why   Wait and deadline have one clock, and that one never jumps: ten seconds are ten
 *        seconds even if the time of day is set meanwhile. For "how long" this is the
 *        right clock; CLOCK_REALTIME is for "at noon".
 * @cost  PTHREAD_COND_INITIALIZER can't say it, so the condition variable must be
 *        initialised at run time, before anybody uses it, and destroyed; macOS doesn't
 *        have the call
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <time.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif
enum { PATIENCE = 10 };			/* seconds */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t started;
static bool ready;
static unsigned disk;			/* its checksum */

static void *
server(void *arg)
{
	unsigned sum = 1;

	/* Before it says that it's ready, it looks whether the disk is sound. */
	for (int block = 0; block < 500 * ROUNDS; block++) {
		sum = sum * 69069 + 1;
	}
	pthread_mutex_lock(&lock);
	disk = sum;
	ready = true;
	pthread_cond_signal(&started);
	pthread_mutex_unlock(&lock);
	return arg;
}

static bool
start(pthread_t *thread)
{
	struct timespec until;
	int error = 0;

	pthread_mutex_lock(&lock);
	pthread_create(thread, NULL, server, NULL);
	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += PATIENCE;
	while (!ready && error == 0) {
		error = pthread_cond_timedwait(&started, &lock, &until);
	}
	bool in_time = ready;
	pthread_mutex_unlock(&lock);
	return in_time;
}

int
main(void)
{
	pthread_t thread;
	struct timespec before, after;
	pthread_condattr_t attr;

	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&started, &attr);
	pthread_condattr_destroy(&attr);
	clock_gettime(CLOCK_MONOTONIC, &before);
	bool in_time = start(&thread);
	clock_gettime(CLOCK_MONOTONIC, &after);
	int waited = (int)(after.tv_sec - before.tv_sec);
	pthread_join(thread, NULL);
	pthread_cond_destroy(&started);
	if (!in_time && waited < PATIENCE - 1) {
		fprintf(stderr, "wrong: given up after %d s, disk ok: %#x\n", waited, disk);
		return 1;
	}
	puts(in_time ? "server ready" : "not ready for 10 s, another one started");
	return 0;
}
