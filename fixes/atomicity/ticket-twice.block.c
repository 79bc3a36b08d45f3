// SPDX-License-Identifier: MIT
/*
 * Ticket twice, a block each: every machine is filled with numbers of its own.
 *
 * @how         main() gives each machine a first number, and the machine counts on from
 *              there.
 * @why         The blocks don't overlap, and a machine's own counter is touched by
 *              nobody else. Nothing is shared, so nothing has to be atomic.
 * @cost        The numbers say nothing about who came first, and the block must be
 *              large enough, or the machine must be able to ask for another one.
 */
#include <pthread.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif
#define LINES 8

struct roll {
	int next_number;
	int given[2 * ROUNDS];
};

static void *
machine(void *arg)
{
	struct roll *roll = arg;
	char line[40];

	for (int i = 0; i < ROUNDS; i++) {
		int number = roll->next_number++;

		for (int k = 0; k < LINES; k++) {
			snprintf(line, sizeof(line), "ticket %d, line %d", number, k);
		}
		roll->given[number] += 1;
	}
	return NULL;
}

int
main(void)
{
	static struct roll roll_a = { 0, { 0 } }, roll_b = { ROUNDS, { 0 } };
	pthread_t a, b;
	int twice = 0;

	pthread_create(&a, NULL, machine, &roll_a);
	pthread_create(&b, NULL, machine, &roll_b);
	pthread_join(a, NULL);
	pthread_join(b, NULL);

	for (int i = 0; i < 2 * ROUNDS; i++) {
		twice += roll_a.given[i] + roll_b.given[i] > 1;
	}
	if (twice != 0) {
		fprintf(stderr, "wrong: %d numbers given out more than once\n", twice);
		return 1;
	}
	puts("every number given out once");
	return 0;
}
