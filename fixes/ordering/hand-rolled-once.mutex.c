// SPDX-License-Identifier: MIT
/*
 * Hand-rolled once, with a lock: whoever comes second waits for the lock and finds it done.
 *
 * @how         Flag and table are under a mutex; the flag is a plain bool and is set
 *              after the work.
 * @why         Nobody can look at the flag while the table is being filled, and whoever
 *              finds it set has taken the lock after the one who filled.
 * @cost        Every call takes the lock, also when the table has long been there. In
 *              return fill_once() may take arguments, fail, and be tried again.
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif
#define WORKERS 2

pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
bool filled;
long square[ROUNDS];

static void
fill_once(void)
{
	pthread_mutex_lock(&lock);
	if (!filled) {
		for (long i = 0; i < ROUNDS; i++) {
			square[i] = i * i;
		}
		filled = true;
	}
	pthread_mutex_unlock(&lock);
}

static void *
worker(void *arg)
{
	long *answer = arg;

	fill_once();
	*answer = square[ROUNDS - 1];
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
