// SPDX-License-Identifier: MIT
/*
 * Barrier phases: each thread reads what its neighbour writes, and there is no lock.
 *
 * It looks wrong because every dancer writes a place and reads a place that another
 * one writes, without any lock.  It is right because of the two barriers.  In the
 * first half of a round all look where their neighbour stands and nobody moves; in the
 * second half each one moves and nobody looks.  Nobody passes a barrier before all
 * have reached it, and what was done before it is there for everybody after it.  One
 * barrier in a round would be one too few.
 *
 * @level   2
 * @cwe     366
 * @stdout  every dancer is back in place
 * @hint    What could go wrong without the second barrier of a round?
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 100
#endif

enum { DANCERS = 3 };

pthread_barrier_t all_looked, all_moved;
int place[DANCERS] = { 0, 1, 2 };

static void *
dance(void *arg)
{
	int *mine = arg;
	int *neighbour = mine == &place[DANCERS - 1] ? &place[0] : mine + 1;

	for (int step = 0; step < DANCERS * (ROUNDS / 2); step++) {
		int free_place = *neighbour;	//~ place: read

		pthread_barrier_wait(&all_looked);	//~ looked: wait
		*mine = free_place;	//~ place: write
		pthread_barrier_wait(&all_moved);	//~ moved: wait
	}
	return NULL;
}

int
main(void)
{
	pthread_t dancers[DANCERS];

	pthread_barrier_init(&all_looked, NULL, DANCERS);
	pthread_barrier_init(&all_moved, NULL, DANCERS);
	for (int i = 0; i < DANCERS; i++) {
		pthread_create(&dancers[i], NULL, dance, &place[i]);
	}
	for (int i = 0; i < DANCERS; i++) {
		pthread_join(dancers[i], NULL);
	}
	for (int i = 0; i < DANCERS; i++) {
		if (place[i] != i) {
			fprintf(stderr, "wrong: dancer %d is in place %d\n", i, place[i]);
			return 1;
		}
	}
	puts("every dancer is back in place");
	return 0;
}
