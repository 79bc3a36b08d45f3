// SPDX-License-Identifier: MIT
/*
 * Barrier used again, ready-made: POSIX has a barrier that may be used again at once.
 *
 * @how   pthread_barrier_t instead of our own
 * @why   pthread_barrier_wait() tells the rounds apart: nobody returns before all have
 *        come, and whoever is quick may come again before the slow ones have left.
 * @cost  none here; but it can't be left early, has no time limit, and its number of
 *        threads is fixed
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 1000
#endif
enum { ROWERS = 2 };

static pthread_barrier_t stroke;

static void *
row(void *arg)
{
	int *strokes = arg;

	for (int i = 0; i < ROUNDS; i++) {
		*strokes += 1;
		pthread_barrier_wait(&stroke);
	}
	return NULL;
}

int
main(void)
{
	pthread_t rowers[ROWERS];
	int strokes[ROWERS] = { 0 };

	pthread_barrier_init(&stroke, NULL, ROWERS);
	for (int i = 0; i < ROWERS; i++) {
		pthread_create(&rowers[i], NULL, row, &strokes[i]);
	}
	for (int i = 0; i < ROWERS; i++) {
		pthread_join(rowers[i], NULL);
	}
	if (strokes[0] != ROUNDS || strokes[1] != ROUNDS) {
		fprintf(stderr, "wrong: %d and %d strokes\n", strokes[0], strokes[1]);
		return 1;
	}
	puts("both rowers ashore");
	return 0;
}
