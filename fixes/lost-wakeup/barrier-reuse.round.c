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
	int *strokes = arg;

	for (int i = 0; i < ROUNDS; i++) {
		*strokes += 1;
		barrier_wait(&stroke);
	}
	return NULL;
}

int
main(void)
{
	pthread_t rowers[ROWERS];
	int strokes[ROWERS] = { 0 };

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
