// SPDX-License-Identifier: MIT
/*
 * Relaxed statistics: counters in the weakest order there is, and the sums are exact.
 *
 * It looks wrong because the counters are relaxed: "relaxed" sounds like
 * "approximate", and main looks at one of them while the workers still count.  It is
 * right because relaxed gives up the order between different objects, not the
 * atomicity of one: no addition is ever lost.  What main sees on the way is a value
 * that the counter really had.  And the end result is exact because main reads it
 * after the joins, which order everything.
 *
 * @level   3
 * @cwe     366
 * @stdout  every request was counted
 * @hint    What could a stronger order of the counter promise here that anybody needs?
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

atomic_long requests, bytes;

static void *
serve(void *arg)
{
	(void)arg;
	for (int i = 0; i < ROUNDS; i++) {
		atomic_fetch_add_explicit(&requests, 1, memory_order_relaxed);	//~ requests: write
		atomic_fetch_add_explicit(&bytes, 512, memory_order_relaxed);	//~ bytes: write
	}
	return NULL;
}

int
main(void)
{
	pthread_t workers[2];

	pthread_create(&workers[0], NULL, serve, NULL);
	pthread_create(&workers[1], NULL, serve, NULL);
	long so_far = atomic_load_explicit(&requests, memory_order_relaxed);	//~ requests: read
	pthread_join(workers[0], NULL);
	pthread_join(workers[1], NULL);

	long all = atomic_load_explicit(&requests, memory_order_relaxed);	//~ requests: read
	long sent = atomic_load_explicit(&bytes, memory_order_relaxed);	//~ bytes: read
	if (all != 2L * ROUNDS || sent != 1024L * ROUNDS || so_far > all) {
		fprintf(stderr, "wrong: %ld requests, %ld bytes\n", all, sent);
		return 1;
	}
	puts("every request was counted");
	return 0;
}
