// SPDX-License-Identifier: MIT
/*
 * List push, with a mutex: one waiter at a time is at the spike.
 *
 * @how         A mutex around the two assignments of push().
 * @why         The second waiter looks at the top only after the first one has put his
 *              order there.
 * @cost        Two lock calls for two assignments, and a waiter who is stopped while he
 *              holds the lock stops the other one too.
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

pthread_mutex_t spike_lock = PTHREAD_MUTEX_INITIALIZER;
struct order *top;

static void
push(struct order *order)
{
	pthread_mutex_lock(&spike_lock);
	order->next = top;
	top = order;
	pthread_mutex_unlock(&spike_lock);
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
