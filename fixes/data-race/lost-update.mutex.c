// SPDX-License-Identifier: MIT
/*
 * Lost update, with a mutex: only one thread at a time may load, add and store.
 *
 * @how         A mutex around `hits += 1`.
 * @why         The second thread can load only after the first has stored and given the
 *              lock back. Unlock and lock also make sure that it sees the new value.
 * @cost        Two library calls for each hit, and a thread that finds the lock taken has
 *              to wait.
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
	char page[32];

	(void)arg;
	for (int i = 0; i < ROUNDS; i++) {
		snprintf(page, sizeof(page), "<h1>Page %d</h1>", i);
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

	long lost = 2L * ROUNDS - hits;

	if (lost != 0) {
		fprintf(stderr, "wrong: %ld of %d hits lost\n", lost, 2 * ROUNDS);
		return 1;
	}
	puts("no hit lost");
	return 0;
}
