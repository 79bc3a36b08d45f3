// SPDX-License-Identifier: MIT
/*
 * Once: a table is built by whichever thread needs it first, without a lock.
 *
 * It looks wrong because any thread may build the table and all read it, and no
 * lock is taken.  It is right because `pthread_once` runs the function exactly
 * once, makes later callers wait until it has returned, and lets every caller
 * see what it wrote.  It is the ready-made cure for hand-rolled "if not yet
 * initialised" code.
 *
 * @level   2
 * @cwe     366
 * @stdout  both squares are right
 * @false-alarm helgrind race(squares): Helgrind doesn't take pthread_once for
 *          synchronisation
 * @hint    What does a caller of `pthread_once` know when the call returns?
 */
#include <pthread.h>
#include <stdio.h>

enum { SIZE = 100 };

pthread_once_t built = PTHREAD_ONCE_INIT;
int squares[SIZE];

static void
build_table(void)
{
	for (int i = 0; i < SIZE; i++) {
		squares[i] = i * i;	//~ squares: write
	}
}

static void *
look_up(void *arg)
{
	int *number = arg;

	pthread_once(&built, build_table);	//~ built: wait
	*number = squares[*number];	//~ squares: read
	return NULL;
}

int
main(void)
{
	int numbers[2] = { 7, 12 };
	pthread_t threads[2];

	for (int i = 0; i < 2; i++) {
		pthread_create(&threads[i], NULL, look_up, &numbers[i]);
	}
	for (int i = 0; i < 2; i++) {
		pthread_join(threads[i], NULL);
	}
	if (numbers[0] != 49 || numbers[1] != 144) {
		fprintf(stderr, "wrong: got %d and %d\n", numbers[0], numbers[1]);
		return 1;
	}
	puts("both squares are right");
	return 0;
}
