// SPDX-License-Identifier: MIT
/*
 * Wrong clock, clock wait: each wait says which clock its deadline is on.
 *
 * @how   pthread_cond_clockwait(CLOCK_MONOTONIC) instead of pthread_cond_timedwait()
 * @why   The clock stands in the call, next to the deadline, so that the two can be
 *        compared at a glance, and the clock that nobody can set is right for "ten
 *        seconds". The condition variable may stay as it is.
 * @cost  in POSIX only since 2024: glibc has it since 2.30 and asks for _GNU_SOURCE,
 *        other systems may not have it yet
 */
#define _GNU_SOURCE
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
	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += PATIENCE;
	while (!ready && error == 0) {
		error = pthread_cond_clockwait(&started, &lock, CLOCK_MONOTONIC, &until);
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
