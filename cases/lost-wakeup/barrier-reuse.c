// SPDX-License-Identifier: MIT
/*
 * Barrier used again: the next stroke begins before all have left this one.
 *
 * Two rowers wait for each other after every stroke.  Whoever comes last sets the count
 * back to 0, which is the sign for the other to go on.  But it's also where the next
 * count begins.  The last one calls, is quick, pulls the next stroke and counts itself
 * in: 1.  Only now does the other one wake, look for the 0 it was promised, find 1,
 * and go back to sleep.  Now each waits for the other.  Used once, this barrier is
 * right; but every barrier that is used again must be able to tell this round from
 * the next.
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
