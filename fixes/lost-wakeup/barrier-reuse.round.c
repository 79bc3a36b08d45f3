// SPDX-License-Identifier: MIT
/*
 * Barrier used again, round: whoever waits, waits for the end of its own round.
 *
 * @how   the barrier has a number for the round, which the last one to come counts up;
 *        the others wait until it's no longer theirs
 * @why   The number doesn't come back, however quick the others are; the count, which
 *        does, is only looked at by those who arrive.
 * @cost  one number more in the barrier, and one for each who waits
 */
#include <pthread.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 1000
#endif
enum { ROWERS = 2 };

struct rower { int seat, alone; };

static char pulled[ROUNDS][ROWERS];	/* in which stroke, from which seat */

struct barrier {
	pthread_mutex_t lock;
	pthread_cond_t all_here;
	int here;
	unsigned round;
};

static struct barrier stroke = {
	PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0, 0
};

static void
barrier_wait(struct barrier *b)
{
	pthread_mutex_lock(&b->lock);
	unsigned mine = b->round;
	b->here += 1;
	if (b->here == ROWERS) {
		b->here = 0;
		b->round += 1;
		pthread_cond_broadcast(&b->all_here);
	} else {
		while (b->round == mine) {
			pthread_cond_wait(&b->all_here, &b->lock);
		}
	}
	pthread_mutex_unlock(&b->lock);
}

static void *
row(void *arg)
{
	struct rower *me = arg;

	for (int i = 0; i < ROUNDS; i++) {
		pulled[i][me->seat] = 1;
		barrier_wait(&stroke);
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
