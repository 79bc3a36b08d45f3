// SPDX-License-Identifier: MIT
/*
 * Locked twice, fixed: the lock is recursive.
 *
 * @how     the mutex is made recursive: its owner may take it again
 * @why     A recursive mutex knows its owner and counts: each lock by the same
 *          thread adds one, each unlock takes one off, and others get it at
 *          zero.
 * @cost    a little time at each lock; and one no longer sees from a function
 *          whether it may be called with the lock held and the data half
 *          changed
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdio.h>

#define BUDGET 100

pthread_mutex_t cart_lock;
int prices[8];
int things;

static int
cart_total(void)
{
	int total = 0;

	pthread_mutex_lock(&cart_lock);
	for (int i = 0; i < things; i++) {
		total += prices[i];
	}
	pthread_mutex_unlock(&cart_lock);
	return total;
}

static void
cart_add(int price)
{
	pthread_mutex_lock(&cart_lock);
	if (cart_total() + price <= BUDGET) {
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
	pthread_mutexattr_t recursive;

	pthread_mutexattr_init(&recursive);
	pthread_mutexattr_settype(&recursive, PTHREAD_MUTEX_RECURSIVE);
	pthread_mutex_init(&cart_lock, &recursive);
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
