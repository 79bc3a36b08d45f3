// SPDX-License-Identifier: MIT
/*
 * Ticket twice, fetch and add: reading and moving on are one instruction.
 *
 * @how         `next_number++` takes the number: on an _Atomic variable that is one
 *              indivisible step, the same as atomic_fetch_add().
 * @why         Of all who add, each gets the value before his own addition, and no two
 *              get the same.
 * @cost        One locked instruction a ticket. A machine that fails after taking a
 *              number leaves a gap: the number can't be given back.
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
		int number = next_number++;

		for (int k = 0; k < LINES; k++) {
			snprintf(line, sizeof(line), "ticket %d, line %d", number, k);
		}
		given[number] += 1;
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
