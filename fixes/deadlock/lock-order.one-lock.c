// SPDX-License-Identifier: MIT
/*
 * Lock order, fixed: stock and till share one lock.
 *
 * @how     one lock for the whole shop instead of one each for stock and till
 * @why     A thread that never asks for a second lock while it holds one
 *          cannot be part of a circle. What always changes together may as
 *          well be locked together.
 * @cost    threads that need only the stock now wait for those that need only
 *          the till
 */
#include <pthread.h>
#include <stdio.h>

pthread_mutex_t shop_lock = PTHREAD_MUTEX_INITIALIZER;
int stock = 10;
int till = 100;

static void *
sell(void *arg)
{
	(void)arg;
	pthread_mutex_lock(&shop_lock);
	stock -= 1;
	till += 20;
	pthread_mutex_unlock(&shop_lock);
	return NULL;
}

static void *
refund(void *arg)
{
	(void)arg;
	pthread_mutex_lock(&shop_lock);
	till -= 15;
	stock += 1;
	pthread_mutex_unlock(&shop_lock);
	return NULL;
}

int
main(void)
{
	pthread_t seller, refunder;

	pthread_create(&seller, NULL, sell, NULL);
	pthread_create(&refunder, NULL, refund, NULL);
	pthread_join(seller, NULL);
	pthread_join(refunder, NULL);
	if (stock != 10 || till != 105) {
		fprintf(stderr, "wrong: %d books, %d in the till\n", stock, till);
		return 1;
	}
	printf("%d books, %d in the till\n", stock, till);
	return 0;
}
