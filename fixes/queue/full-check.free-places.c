// SPDX-License-Identifier: MIT
/*
 * Full check missing, free places: the missing half of the pair.
 *
 * @how   `places` starts at ROOM; the thermometer waits for one before it writes, and
 *        the reader posts one when it has read
 * @why   Together the two semaphores count every place of the ring once: whoever has waited
 *        for a free place may write it, and whoever has waited for a filled one may read
 *        it.
 * @cost  a thermometer that waits measures later; if it must not wait, it has to throw
 *        samples away, and count them
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

enum { ROOM = 4, SAMPLES = 12 };

int ring[ROOM];
static sem_t filled, places;

static void *
thermometer(void *arg)
{
	for (int i = 0; i < SAMPLES; i++) {
		sem_wait(&places);
		ring[i % ROOM] = i;
		sem_post(&filled);
	}
	return arg;
}

int
main(void)
{
	pthread_t thread;
	int right = 0;

	sem_init(&filled, 0, 0);
	sem_init(&places, 0, ROOM);
	pthread_create(&thread, NULL, thermometer, NULL);
	for (int i = 0; i < SAMPLES; i++) {
		sem_wait(&filled);
		right += ring[i % ROOM] == i;
		sem_post(&places);
	}
	pthread_join(thread, NULL);
	if (right != SAMPLES) {
		fprintf(stderr, "wrong: %d of %d samples read\n", right, SAMPLES);
		return 1;
	}
	puts("every sample read");
	return 0;
}
