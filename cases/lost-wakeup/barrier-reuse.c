// SPDX-License-Identifier: MIT
/*
 * Barrier used again: the next stroke begins before all have left this one.
 *
 * Two rowers wait for each other after every stroke, so that neither is ever ahead by
 * more than one.  Whoever comes last sets the count back to 0, which is the sign for the
 * other to go on.  But it's also where the next count begins.  The last one calls, is
 * quick, pulls the next stroke and counts itself in: 1.  Only now does the other one
 * wake, look for the 0 it was promised, find 1, and go back to sleep.  Now each waits
 * for the other.  Used once, this barrier is right; but every barrier that is used again
 * must be able to tell this round from the next.
 *
 * @level   2
 * @cwe     821
 * @stdout  both rowers ashore
 * @misses  tsan: the count is locked at every access; that the 0 was there and has gone
 *          is no data race
 * @misses  helgrind: the count is locked at every access and the waits are in a loop;
 *          it knows barriers only when they are pthread_barrier_t
 * @misses  drd: the count is locked at every access and the waits are in a loop; it
 *          knows barriers only when they are pthread_barrier_t
 * @expect  native    hang
 * @expect  explore   stuck(together)
 * @hint    How long is `here` 0, and who must have looked by then?
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
};

static struct barrier stroke = { PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0 };

static void
barrier_wait(struct barrier *b)
{
	pthread_mutex_lock(&b->lock);
	b->here += 1;
	if (b->here == ROWERS) {
		b->here = 0;					//~ last: write
		pthread_cond_broadcast(&b->all_here);
	} else {
		while (b->here != 0) {				//~ last: read
			pthread_cond_wait(&b->all_here, &b->lock);	//~ together: wait
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
