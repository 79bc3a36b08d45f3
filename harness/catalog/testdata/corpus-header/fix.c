// SPDX-License-Identifier: MIT
/*
 * Lost update, with an atomic: one step.
 *
 * @how   the counter is atomic
 * @why   An atomic addition cannot be taken apart.
 * @cost  the counter still travels between the processors
 * @false-alarm drd race(hits) may: made up for the tests
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

atomic_long hits;

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
	if (hits != 2L * ROUNDS) {
		fprintf(stderr, "wrong: %ld hits lost\n", 2L * ROUNDS - hits);
		return 1;
	}
	puts("no hit lost");
	return 0;
}
