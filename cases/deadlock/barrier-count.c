// SPDX-License-Identifier: MIT
/*
 * Barrier count: the barrier waits for three painters, and one had nothing to paint.
 *
 * Three painters prime a fence, each a share of it.  No colour is put on before all of
 * it is primed, so they meet at a barrier in between.  The shares are rounded up: of four
 * boards, the first painter gets two, the second two, and for the third nothing is left.
 * He goes home at once, past the barrier.  But a barrier counts threads, not work: it
 * opens when three have come, and two is all that will.  With six boards all goes well,
 * and whoever tests picks six.
 *
 * @level   1
 * @cwe     833
 * @stdout  4 boards painted
 * @misses  tsan: a barrier that never opens is no race and no lock cycle
 * @misses  helgrind: waiting at a barrier is no error
 * @misses  drd: waiting at a barrier is no error
 * @expect  native    hang
 * @expect  explore   stuck(primed)
 * @hint    How many painters come to the line with the barrier?
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdio.h>

enum { PAINTERS = 3, BOARDS = 4, SHARE = (BOARDS + PAINTERS - 1) / PAINTERS };

static pthread_barrier_t primed;
static int coats[BOARDS];

static void *
paint(void *arg)
{
	int first = *(int *)arg;
	int end = first + SHARE < BOARDS ? first + SHARE : BOARDS;

	if (first >= end) {
		return NULL;			//~ goes-home
	}
	for (int i = first; i < end; i++) {
		coats[i] += 1;
	}
	pthread_barrier_wait(&primed);		//~ primed: wait
	for (int i = first; i < end; i++) {
		coats[i] += 1;
	}
	return NULL;
}

int
main(void)
{
	pthread_t painters[PAINTERS];
	int first[PAINTERS];
	int painted = 0;

	pthread_barrier_init(&primed, NULL, PAINTERS);
	for (int i = 0; i < PAINTERS; i++) {
		first[i] = i * SHARE;
		pthread_create(&painters[i], NULL, paint, &first[i]);
	}
	for (int i = 0; i < PAINTERS; i++) {
		pthread_join(painters[i], NULL);
	}
	for (int i = 0; i < BOARDS; i++) {
		painted += coats[i] == 2;
	}
	printf("%d boards painted\n", painted);
	return 0;
}
