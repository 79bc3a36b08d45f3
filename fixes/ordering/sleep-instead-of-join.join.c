// SPDX-License-Identifier: MIT
/*
 * Sleep instead of join, joined: main() waits for the thread, as long as it takes.
 *
 * @how         pthread_join() in the place of the sleep.
 * @why         It returns when the thread has ended, not earlier and hardly later, and
 *              then main() sees all that the thread has written.
 * @cost        None: the program is also faster, for it no longer sleeps longer than
 *              needed.
 */
#include <pthread.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

long total;

static void *
add_up(void *arg)
{
	long sum = 0;

	(void)arg;
	for (int i = 1; i <= ROUNDS; i++) {
		sum += i;
	}
	total = sum;
	return NULL;
}

int
main(void)
{
	const long right = (ROUNDS + 1L) * ROUNDS / 2;
	pthread_t thread;

	pthread_create(&thread, NULL, add_up, NULL);
	pthread_join(thread, NULL);

	long missing = right - total;

	if (missing != 0) {
		fprintf(stderr, "wrong: the total is %ld short\n", missing);
		return 1;
	}
	puts("the total is right");
	return 0;
}
