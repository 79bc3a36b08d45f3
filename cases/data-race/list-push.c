// SPDX-License-Identifier: MIT
/*
 * List push: two waiters put orders on one spike, and some orders vanish.
 *
 * To push is two steps: the new order points to the top one, then it becomes the
 * top itself.  When both waiters look at the top before either has put his order
 * there, both new orders point to the same old one.  The second assignment to `top`
 * overwrites the first, and nothing points to the first order any more: it is not
 * overwritten, not freed, just unreachable, and nobody will cook it.
 *
 * @level   1
 * @cwe     366
 * @stdout  all orders on the spike
 * @expect  tsan      race(top)
 * @expect  helgrind  race(top)
 * @expect  drd       race(top)
 * @expect  native    wrong-result may
 * @expect  explore   wrong-result
 * @expect  explore   race(top)
 * @hint    Two orders point to the same next one: to which of them does `top` point?
 */
#include <pthread.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

struct order {
	struct order *next;
	char dish[16];
};

struct order *top;

static void
push(struct order *order)
{
	order->next = top;			//~ top: read
	top = order;				//~ top: write
}

static void *
waiter(void *arg)
{
	struct order *pad = arg;

	for (int i = 0; i < ROUNDS; i++) {
		snprintf(pad[i].dish, sizeof(pad[i].dish), "dish %d", i % 50);
		push(&pad[i]);
	}
	return NULL;
}

int
main(void)
{
	static struct order pad_a[ROUNDS], pad_b[ROUNDS];
	pthread_t a, b;
	int orders = 0;

	pthread_create(&a, NULL, waiter, pad_a);
	pthread_create(&b, NULL, waiter, pad_b);
	pthread_join(a, NULL);
	pthread_join(b, NULL);

	for (const struct order *order = top; order != NULL; order = order->next) {
		orders += 1;
	}
	if (orders != 2 * ROUNDS) {
		fprintf(stderr, "wrong: %d of %d orders lost\n",
		    2 * ROUNDS - orders, 2 * ROUNDS);
		return 1;
	}
	puts("all orders on the spike");
	return 0;
}
