// SPDX-License-Identifier: MIT
/*
 * Wrong clock, real time: the deadline is on the clock that the wait looks at.
 *
 * @how   clock_gettime(CLOCK_REALTIME) for the deadline
 * @why   A condition variable that nobody has told otherwise counts in CLOCK_REALTIME,
 *        so "now and ten seconds" on that clock is ten seconds from now.
 * @cost  CLOCK_REALTIME can be set. When somebody or NTP puts it an hour back during the
 *        wait, the wait takes an hour longer; put forward, it is over at once
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
static pthread_cond_t started = PTHREAD_COND_INITIALIZER;
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
	clock_gettime(CLOCK_REALTIME, &until);
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

	clock_gettime(CLOCK_MONOTONIC, &before);
	bool in_time = start(&thread);
	clock_gettime(CLOCK_MONOTONIC, &after);
	int waited = (int)(after.tv_sec - before.tv_sec);
	pthread_join(thread, NULL);
	if (!in_time && waited < PATIENCE - 1) {
		fprintf(stderr, "wrong: given up after %d s, disk ok: %#x\n", waited, disk);
		return 1;
	}
	puts(in_time ? "server ready" : "not ready for 10 s, another one started");
	return 0;
}
