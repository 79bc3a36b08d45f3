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

struct rower { int seat, alone; };

static char pulled[ROUNDS][ROWERS];	/* in which stroke, from which seat */

static pthread_barrier_t stroke;

static void *
row(void *arg)
{
	struct rower *me = arg;

	for (int i = 0; i < ROUNDS; i++) {
		pulled[i][me->seat] = 1;
		pthread_barrier_wait(&stroke);
		if (!pulled[i][1 - me->seat]) {
			me->alone += 1;
		}
	}
	return NULL;
}

int
main(void)
{
	pthread_t rowers[ROWERS];
	struct rower crew[ROWERS] = { { 0, 0 }, { 1, 0 } };

	pthread_barrier_init(&stroke, NULL, ROWERS);
	for (int i = 0; i < ROWERS; i++) {
		pthread_create(&rowers[i], NULL, row, &crew[i]);
	}
	for (int i = 0; i < ROWERS; i++) {
		pthread_join(rowers[i], NULL);
	}
	if (crew[0].alone != 0 || crew[1].alone != 0) {
		fprintf(stderr, "wrong: %d and %d strokes alone\n", crew[0].alone, crew[1].alone);
		return 1;
	}
	puts("both rowers ashore");
	return 0;
}
