// SPDX-License-Identifier: MIT
/*
 * Ticket twice, with a lock: the number is looked at and moved on under one lock.
 *
 * @how         A mutex around taking the number and storing the next one; the number
 *              itself is a plain int.
 * @why         Nobody else can read the number before the next one is stored.
 * @cost        Some lines more than an atomic addition, but more can be done under the
 *              same lock: skip number 13, or begin again at 1000.
 */
#include <pthread.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif
#define LINES 8

pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
int next_number;

static void *
machine(void *arg)
{
	int *given = arg;		/* how often this machine gave out each number */
	char line[40];

	for (int i = 0; i < ROUNDS; i++) {
		pthread_mutex_lock(&lock);
		int number = next_number;

		next_number = number + 1;
		pthread_mutex_unlock(&lock);

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
