// SPDX-License-Identifier: MIT
/*
 * List push, by compare-exchange: only if the top is still the same.
 *
 * @how         `top` is atomic, and a compare-exchange stores the new order only if `top`
 *              is still what the order points to; if not, it tries again.
 * @why         Looking and storing are one atomic step. When somebody was quicker,
 *              `order->next` gets the new top, and nothing is lost.
 * @cost        It suits a list that is only pushed to. As soon as orders are also taken
 *              off one by one, it needs much more care.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

struct order {
	struct order *next;
	char dish[16];
};

_Atomic(struct order *) top;

static void
push(struct order *order)
{
	order->next = top;
	while (!atomic_compare_exchange_weak(&top, &order->next, order)) {
		continue;
	}
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
