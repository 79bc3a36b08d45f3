// SPDX-License-Identifier: MIT
/*
 * Lost update, with an atomic: load, add and store become one step.
 *
 * @how         The counter is `atomic_long`; `hits += 1` on it is one atomic addition.
 * @why         Nothing can come between the load and the store of an atomic addition.
 *              That is enough as long as nothing but this one number has to be right.
 * @cost        Cheaper than a mutex, but the processors still pass the one counter to and
 *              fro.
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
	char page[32];

	(void)arg;
	for (int i = 0; i < ROUNDS; i++) {
		snprintf(page, sizeof(page), "<h1>Page %d</h1>", i);
		hits += 1;
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
