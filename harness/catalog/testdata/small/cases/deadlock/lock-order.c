// SPDX-License-Identifier: MIT
/*
 * Lock order: this title is so long that a table of eighty columns has no room for it.
 *
 * `hits += 1` is a load, an add and a store.  When both threads load
 * before either stores, one addition disappears.
 *
 *     load, load, store, store
 *
 * @level   2
 * @cwe     833
 * @stdout  no hit lost
 * @expect  tsan      lock-order(hits)
 * @expect  helgrind  lock-order(hits)
 * @unable  drd: made up for the tests
 * @expect  native    hang 10%
 * @expect  explore   deadlock(hits)
 */
#include <pthread.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

long hits;

static void *
serve(void *arg)
{
	(void)arg;
	for (int i = 0; i < ROUNDS; i++) {
		hits += 1;			//~ hits: read, write
	}
	return NULL;
}

int
main(void)
{
	pthread_t a, b;

	pthread_create(&a, NULL, serve, NULL);
	pthread_create(&b, NULL, serve, NULL);
	pthread_join(a, NULL);
	pthread_join(b, NULL);
	if (hits != 2L * ROUNDS) {		/* some went missing */
		fprintf(stderr, "wrong: %ld hits lost\n", 2L * ROUNDS - hits);
		return 1;
	}
	puts("no hit lost");
	return 0;
}
