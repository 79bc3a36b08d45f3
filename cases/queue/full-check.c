// SPDX-License-Identifier: MIT
/*
 * Full check missing: the thermometer overwrites what nobody has read yet.
 *
 * A semaphore counts the samples in the ring, so the reader never reads an empty place.
 * Half of the work is done: nothing counts the places that are free.  The thermometer
 * never looks, and as the reader is usually quicker, that's no trouble for years.  When
 * the reader is held up for four samples, the fifth takes the place of the first.  The
 * reader still finds as many samples as were measured; but some of them twice, and
 * others never.
 *
 * @level   2
 * @cwe     366 821
 * @stdout  every sample read
 * @expect  tsan      race(sample) may
 * @expect  helgrind  race(sample) may
 * @expect  drd       race(sample) may
 * @expect  native    wrong-result 86%
 * @expect  explore   race(sample)
 * @expect  explore   wrong-result
 * @hint    The reader waits when the ring is empty. Who waits when it's full?
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

enum { ROOM = 4, SAMPLES = 12 };

int ring[ROOM];
static sem_t filled;

static void *
thermometer(void *arg)
{
	for (int i = 0; i < SAMPLES; i++) {
		ring[i % ROOM] = i;				//~ sample: write
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
	pthread_create(&thread, NULL, thermometer, NULL);
	for (int i = 0; i < SAMPLES; i++) {
		sem_wait(&filled);
		right += ring[i % ROOM] == i;			//~ sample: read
	}
	pthread_join(thread, NULL);
	if (right != SAMPLES) {
		fprintf(stderr, "wrong: %d of %d samples read\n", right, SAMPLES);
		return 1;
	}
	puts("every sample read");
	return 0;
}
