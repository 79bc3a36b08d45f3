// SPDX-License-Identifier: MIT
/*
 * Locked: it looks like the lost update and has a lock.
 *
 * The lock orders every two additions.
 *
 * @level   1
 * @stdout  no hit lost
 * @false-alarm helgrind race(hits): made up for the tests
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
		hits += 1;			//~ hits: read, write
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
