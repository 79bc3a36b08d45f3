// SPDX-License-Identifier: MIT
/*
 * Sleep instead of join: the program waits for a while, not for the thread.
 *
 * A thread adds up the till, which takes less than a millisecond.  main() gives it
 * twenty and then looks.  On the author's machine that was always enough.  But a sleep
 * orders nothing: if the computer is busy or the till is fuller, main() looks before the
 * total is there.  Even when the time is enough, nothing in the program says that the
 * total is stored before it is read.
 *
 * @level   1
 * @cwe     366
 * @topic   T2
 * @stdout  the total is right
 * @expect  tsan      race(total)
 * @expect  tsan      thread-leak(start)
 * @expect  helgrind  race(total)
 * @expect  drd       race(total)
 * @expect  native    wrong-result may
 * @expect  explore   race(total)
 * @expect  explore   thread-leak(start)
 * @expect  explore   wrong-result
 * @hint    What does main() know when it wakes up?
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdio.h>
#include <time.h>

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
	total = sum;				//~ total: write
	return NULL;
}

int
main(void)
{
	const long right = (ROUNDS + 1L) * ROUNDS / 2;
	const struct timespec enough = { .tv_nsec = 20000000 };
	pthread_t thread;

	pthread_create(&thread, NULL, add_up, NULL);	//~ start: create
	nanosleep(&enough, NULL);			//~ nap: sleep

	long missing = right - total;			//~ total: read

	if (missing != 0) {
		fprintf(stderr, "wrong: the total is %ld short\n", missing);
		return 1;
	}
	puts("the total is right");
	return 0;
}
