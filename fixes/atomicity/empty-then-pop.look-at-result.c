// SPDX-License-Identifier: MIT
/*
 * Empty, then pop, just pop: don't ask, take, and look at what you got.
 *
 * @how         The packer calls pop() at once and stops when that has nothing;
 *              is_empty() is gone.
 * @why         pop() looks and takes under one lock, so its answer can't be out of
 *              date: it is given together with the order.
 * @cost        None. The box is now fetched after the order, and an order once taken
 *              must be packed, for nobody else sees it any more.
 */
#include <pthread.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif
#define LINES 8

pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
int pile[ROUNDS], orders;

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
	int order;

	while ((order = pop()) != 0) {
		for (int k = 0; k < LINES; k++) {
			snprintf(line, sizeof(line), "box %d, side %d", *parcels, k);
		}
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
