// SPDX-License-Identifier: MIT
/*
 * Hand-rolled once: the flag says that it has begun, and is taken for done.
 *
 * A table of squares is filled by the first thread that needs it.  The exchange lets
 * only one thread in, so the table is filled once; that part is right.  But the flag is
 * set before the work.  A thread that comes second finds it set, believes that the
 * table is there and reads from it while the first one is still filling.  Only once is
 * the easy half of such a function; the other half is to make the others wait.
 *
 * @level   2
 * @cwe     366 696
 * @stdout  every square is right
 * @expect  tsan      race(square)
 * @expect  helgrind  race(square)
 * @expect  drd       race(square)
 * @expect  native    wrong-result may
 * @expect  explore   race(square)
 * @expect  explore   wrong-result
 * @hint    What does a thread that finds the flag set know?
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif
#define WORKERS 2

atomic_bool filled;
long square[ROUNDS];

static void
fill_once(void)
{
	if (!atomic_exchange(&filled, true)) {
		for (long i = 0; i < ROUNDS; i++) {
			square[i] = i * i;		//~ square: write
		}
	}
}

static void *
worker(void *arg)
{
	long *answer = arg;

	fill_once();
	*answer = square[ROUNDS - 1];			//~ square: read
	return NULL;
}

int
main(void)
{
	const long right = (ROUNDS - 1L) * (ROUNDS - 1L);
	pthread_t thread[WORKERS];
	long answer[WORKERS];

	for (int i = 0; i < WORKERS; i++) {
		pthread_create(&thread[i], NULL, worker, &answer[i]);
	}
	for (int i = 0; i < WORKERS; i++) {
		pthread_join(thread[i], NULL);
	}
	for (int i = 0; i < WORKERS; i++) {
		if (answer[i] != right) {
			fprintf(stderr, "wrong: worker %d got %ld\n", i, answer[i]);
			return 1;
		}
	}
	puts("every square is right");
	return 0;
}
