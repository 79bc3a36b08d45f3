// SPDX-License-Identifier: MIT
/*
 * Locked twice, fixed: the sum is one function, locking it another.
 *
 * @how     cart_sum() adds up and expects the lock to be held; cart_total()
 *          locks and calls it
 * @why     Every function now either takes the lock or relies on it, and says
 *          which. Nothing that runs under the lock calls a function that takes
 *          it.
 * @cost    one more function, nothing at run time
 */
#include <pthread.h>
#include <stdio.h>

#define BUDGET 100

pthread_mutex_t cart_lock;
int prices[8];
int things;

/* The caller holds cart_lock. */
static int
cart_sum(void)
{
	int total = 0;

	for (int i = 0; i < things; i++) {
		total += prices[i];
	}
	return total;
}

static int
cart_total(void)
{
	int total;

	pthread_mutex_lock(&cart_lock);
	total = cart_sum();
	pthread_mutex_unlock(&cart_lock);
	return total;
}

static void
cart_add(int price)
{
	pthread_mutex_lock(&cart_lock);
	if (cart_sum() + price <= BUDGET) {
		prices[things] = price;
		things += 1;
	}
	pthread_mutex_unlock(&cart_lock);
}

static void *
shop(void *arg)
{
	(void)arg;
	cart_add(10);
	cart_add(20);
	return NULL;
}

int
main(void)
{
	pthread_t shoppers[2];

	pthread_mutex_init(&cart_lock, NULL);
	for (int i = 0; i < 2; i++) {
		pthread_create(&shoppers[i], NULL, shop, NULL);
	}
	for (int i = 0; i < 2; i++) {
		pthread_join(shoppers[i], NULL);
	}
	if (things != 4 || cart_total() != 60) {
		fprintf(stderr, "wrong: %d things, %d in all\n", things, cart_total());
		return 1;
	}
	printf("%d things, %d in all\n", things, cart_total());
	return 0;
}
