// SPDX-License-Identifier: MIT
/*
 * Wrong clock: "wait no longer than ten seconds" comes out as "don't wait".
 *
 * A watchman starts the server and waits until it's ready, but no longer than ten
 * seconds; then he takes it for dead and starts another.  pthread_cond_timedwait() wants
 * to know when to give up, as a time on the clock of the condition variable: that's
 * CLOCK_REALTIME, seconds since 1970.  Somebody knew that time-outs are better measured
 * with CLOCK_MONOTONIC, which nobody can set: on Linux, seconds since the machine was
 * started.  Each is a struct timespec, and no compiler can tell them apart.  Some hours
 * or months after 1970 are long over, so the wait ends before it has begun.  All the
 * rest is right, the loop and the look at what came; and two servers write to one disk.
 *
 * @level   2
 * @cwe     687
 * @origin  libfabric issue 9614: a deadline of one clock, a condition variable of another
 * @stdout  server ready
 * @stdout  not ready for 10 s, another one started
 * @misses  tsan: all is locked, and to wait until a time that is over is allowed; from
 *          which clock the time is can't be seen
 * @false-alarm helgrind condvar-misuse(clock) may: of the bug it sees nothing; but a wait
 *          that ends just when the signal comes passes it on, within glibc, and Helgrind
 *          takes that for a signal by the program
 * @misses  drd: all is locked, and running out of time is a right use of the call
 * @expect  native    wrong-result
 * @explore  timeouts
 * @expect  explore   wrong-result
 * @hint    From when does `until` count? And from when does `started`, and who told it?
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
	clock_gettime(CLOCK_MONOTONIC, &until);			//~ clock: use
	until.tv_sec += PATIENCE;
	while (!ready && error == 0) {
		error = pthread_cond_timedwait(&started, &lock, &until);	//~ clock: wait
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
