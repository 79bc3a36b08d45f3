// SPDX-License-Identifier: MIT
/*
 * Full check missing, condition: a count under a lock, and two conditions to wait for.
 *
 * @how   `count` says how many samples are in the ring; the thermometer waits while
 *        it's ROOM, the reader while it's 0
 * @why   Both look at the same count under the same lock and in a loop, and whoever
 *        changes it wakes the other.
 * @cost  more lines than two semaphores; but here a close or a time limit can be added,
 *        and, with the index under the lock, more threads that read or write
 */
#include <pthread.h>
#include <stdio.h>

enum { ROOM = 4, SAMPLES = 12 };

int ring[ROOM];
static int count;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t filled = PTHREAD_COND_INITIALIZER;
static pthread_cond_t emptied = PTHREAD_COND_INITIALIZER;

static void *
thermometer(void *arg)
{
	for (int i = 0; i < SAMPLES; i++) {
		pthread_mutex_lock(&lock);
		while (count == ROOM) {
			pthread_cond_wait(&emptied, &lock);
		}
		ring[i % ROOM] = i;
		count += 1;
		pthread_cond_signal(&filled);
		pthread_mutex_unlock(&lock);
	}
	return arg;
}

int
main(void)
{
	pthread_t thread;
	int right = 0;

	pthread_create(&thread, NULL, thermometer, NULL);
	for (int i = 0; i < SAMPLES; i++) {
		pthread_mutex_lock(&lock);
		while (count == 0) {
			pthread_cond_wait(&filled, &lock);
		}
		right += ring[i % ROOM] == i;
		count -= 1;
		pthread_cond_signal(&emptied);
		pthread_mutex_unlock(&lock);
	}
	pthread_join(thread, NULL);
	if (right != SAMPLES) {
		fprintf(stderr, "wrong: %d of %d samples read\n", right, SAMPLES);
		return 1;
	}
	puts("every sample read");
	return 0;
}
