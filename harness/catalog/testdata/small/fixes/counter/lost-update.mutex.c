// SPDX-License-Identifier: MIT
/*
 * Lost update, with a mutex: one thread at a time.
 *
 * @how   a mutex guards the counter
 * @why   Whoever holds the lock has loaded, added and stored before another one loads.
 * @cost  two calls for each addition
 */
#include <pthread.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

pthread_mutex_t hits_lock = PTHREAD_MUTEX_INITIALIZER;
long hits;

static void *
serve(void *arg)
{
	(void)arg;
	for (int i = 0; i < ROUNDS; i++) {
		pthread_mutex_lock(&hits_lock);
		hits += 1;
		pthread_mutex_unlock(&hits_lock);
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
