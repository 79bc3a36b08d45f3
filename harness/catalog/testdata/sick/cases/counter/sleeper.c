// a program
/*
 * Lost update: two threads add to one counter and nothing orders them.
 *
 * `hits += 1` is a load, an add and a store.  When both threads load
 * before either stores, one addition disappears.
 *
 *     load, load, store, store
 *
 * @level   1
 * @cwe     366 362
 * @topic   T0 T2
 * @stdout  no hit lost
 * @expect  native      race(hist)
 * @expect  helgrind  race(hits) 50%
 * @misses  drd: this line is here only for the tests; it goes on over the end of one line of the
 *          header
 * @expect  native    wrong-result may
 * @expect  explore   race(hits)
 * @hint    Which two statements touch `hits`, and what orders them?
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
		usleep(1);
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
