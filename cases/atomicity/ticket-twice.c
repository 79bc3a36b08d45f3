// SPDX-License-Identifier: MIT
/*
 * Ticket twice: reading an atomic variable and then storing it is not one atomic step.
 *
 * Two machines give out numbered tickets.  `next_number` is _Atomic, so every single
 * read and every single store of it is sound.  But taking a number is a read *and* a
 * store.  While one machine prints the number that it has read, the other one reads the
 * same, and two people hold the same ticket.  Worse: whoever was slow stores last and sets
 * the number back, and all that were given out meanwhile are given out again.  Written as
 * `next_number++` it would be one step; taken apart it is two.
 *
 * @level   2
 * @cwe     362
 * @stdout  every number given out once
 * @misses  tsan: every access to the number is atomic, so there is no data race;
 *          ThreadSanitizer does not know that the store belongs to the read
 * @misses  helgrind: the atomic store is a locked instruction, which Helgrind takes for
 *          a read, so it sees no race; that read and store should be one it can't know
 * @misses  drd: the atomic store is a locked instruction, which DRD takes for a
 *          read, so it sees no race; that read and store should be one it can't know
 * @expect  native    wrong-result
 * @expect  explore   wrong-result
 * @hint    How often does a machine touch `next_number` for one ticket?
 */
#include <pthread.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif
#define LINES 8

_Atomic int next_number;

static void *
machine(void *arg)
{
	int *given = arg;		/* how often this machine gave out each number */
	char line[40];

	for (int i = 0; i < ROUNDS; i++) {
		int number = next_number;		//~ look: read

		for (int k = 0; k < LINES; k++) {
			snprintf(line, sizeof(line), "ticket %d, line %d", number, k);
		}
		given[number] += 1;
		next_number = number + 1;		//~ move-on: write
	}
	return NULL;
}

int
main(void)
{
	static int by_a[2 * ROUNDS], by_b[2 * ROUNDS];
	pthread_t a, b;
	int twice = 0;

	pthread_create(&a, NULL, machine, by_a);
	pthread_create(&b, NULL, machine, by_b);
	pthread_join(a, NULL);
	pthread_join(b, NULL);

	for (int i = 0; i < 2 * ROUNDS; i++) {
		twice += by_a[i] + by_b[i] > 1;
	}
	if (twice != 0) {
		fprintf(stderr, "wrong: %d numbers given out more than once\n", twice);
		return 1;
	}
	puts("every number given out once");
	return 0;
}
