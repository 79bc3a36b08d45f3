// SPDX-License-Identifier: MIT
/*
 * Empty, then pop, under one lock: the answer stays true until the order is taken.
 *
 * @how         The packer holds the lock from the question to the taking; the two
 *              functions no longer lock.
 * @why         While the lock is held, nobody else can take an order, so what
 *              is_empty() said still holds when pop() is called.
 * @cost        Every caller must lock before he calls, and the box is fetched while the
 *              other packer waits. Locks that are visible to callers are easily
 *              forgotten.
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
	return orders == 0;
}

static int
pop(void)		/* 0 if there is none */
{
	return orders > 0 ? pile[--orders] : 0;
}

static void *
packer(void *arg)
{
	int *parcels = arg;
	char line[40];

	pthread_mutex_lock(&lock);
	while (!is_empty()) {
		for (int k = 0; k < LINES; k++) {
			snprintf(line, sizeof(line), "box %d, side %d", *parcels, k);
		}
		int order = pop();
		pthread_mutex_unlock(&lock);
		snprintf(line, sizeof(line), "order %d", order);
		*parcels += 1;
		pthread_mutex_lock(&lock);
	}
	pthread_mutex_unlock(&lock);
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
