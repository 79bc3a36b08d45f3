// SPDX-License-Identifier: MIT
/*
 * Empty, then pop: the pile wasn't empty when the packer asked.
 *
 * Two packers work off a pile of orders.  is_empty() and pop() are each under the lock,
 * so the pile is never damaged.  But a packer asks, fetches a box, and only then takes
 * the order.  If one order is left, both may be told that there is one; the second to
 * take gets order 0, which nobody has placed, and packs it.  Two safe functions, one
 * after the other, are not one safe function.
 *
 * @level   2
 * @cwe     362 367
 * @stdout  every order packed once
 * @misses  tsan: the pile is only touched under the lock, so there is no data race;
 *          that the question and the taking belong together is not written anywhere
 * @misses  helgrind: one lock guards every access to the pile, and Helgrind asks for
 *          nothing more
 * @misses  drd: the lock orders all accesses to the pile; what two calls mean together
 *          DRD can't know
 * @expect  native    wrong-result 69%
 * @expect  explore   wrong-result
 * @hint    How long does the answer of is_empty() stay true?
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif
#define LINES 8

pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
int pile[ROUNDS], orders;

static bool
is_empty(void)
{
	pthread_mutex_lock(&lock);
	bool empty = orders == 0;
	pthread_mutex_unlock(&lock);
	return empty;
}

static int
pop(void)		/* 0 if there is none */
{
	pthread_mutex_lock(&lock);
	int order = orders > 0 ? pile[--orders] : 0;
	pthread_mutex_unlock(&lock);
	return order;
}

static void *
packer(void *arg)
{
	int *parcels = arg;
	char line[40];

	while (!is_empty()) {				//~ ask: read
		for (int k = 0; k < LINES; k++) {
			snprintf(line, sizeof(line), "box %d, side %d", *parcels, k);
		}
		int order = pop();			//~ take: write
		snprintf(line, sizeof(line), "order %d", order);
		*parcels += 1;
	}
	return NULL;
}

int
main(void)
{
	pthread_t ann, bob;
	int by_ann = 0, by_bob = 0;

	while (orders < ROUNDS) {
		orders += 1;
		pile[orders - 1] = orders;
	}
	pthread_create(&ann, NULL, packer, &by_ann);
	pthread_create(&bob, NULL, packer, &by_bob);
	pthread_join(ann, NULL);
	pthread_join(bob, NULL);

	if (by_ann + by_bob != ROUNDS) {
		fprintf(stderr, "wrong: %d parcels, not %d\n", by_ann + by_bob, ROUNDS);
		return 1;
	}
	puts("every order packed once");
	return 0;
}
