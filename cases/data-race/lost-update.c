// SPDX-License-Identifier: MIT
/*
 * Lost update: two threads add to one counter and nothing orders them.
 *
 * Two threads of a web server format pages and count the hits.  `hits += 1`
 * looks like one step but is three: load the old value, add one, store the new
 * one.  When both threads load the same old value, both store the same new
 * value, and one of the two hits is gone.  How many are lost changes from run
 * to run; sometimes none is, and that proves nothing.
 *
 * @level   1
 * @cwe     366
 * @topic   T0 T1 T2 T3 T4
 * @stdout  no hit lost
 * @expect  tsan      race(hits)
 * @expect  helgrind  race(hits)
 * @expect  drd       race(hits)
 * @expect  native    wrong-result may
 * @expect  explore   race(hits)
 * @expect  explore   wrong-result
 * @hint    Into which three steps does the machine split `hits += 1`, and what may come
 *          between them?
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
	char page[32];

	(void)arg;
	for (int i = 0; i < ROUNDS; i++) {
		snprintf(page, sizeof(page), "<h1>Page %d</h1>", i);
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

	long lost = 2L * ROUNDS - hits;

	if (lost != 0) {
		fprintf(stderr, "wrong: %ld of %d hits lost\n", lost, 2 * ROUNDS);
		return 1;
	}
	puts("no hit lost");
	return 0;
}
