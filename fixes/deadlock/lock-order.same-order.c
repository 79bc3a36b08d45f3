// SPDX-License-Identifier: MIT
/*
 * Lock order, fixed: everybody takes the stock before the till.
 *
 * @how     refund() takes the locks in the order in which sell() takes them
 * @why     Whoever holds the till already has the stock, so nobody who holds
 *          the till ever waits for the stock: there can be no circle.
 * @cost    nothing at run time; but the order is a rule for every function to
 *          come, and only a comment states it
 */
#include <pthread.h>
#include <stdio.h>

/* Lock order: stock before till. */
pthread_mutex_t stock_lock = PTHREAD_MUTEX_INITIALIZER;
pthread_mutex_t till_lock = PTHREAD_MUTEX_INITIALIZER;
int stock = 10;
int till = 100;

static void *
sell(void *arg)
{
	(void)arg;
	pthread_mutex_lock(&stock_lock);
	pthread_mutex_lock(&till_lock);
	stock -= 1;
	till += 20;
	pthread_mutex_unlock(&till_lock);
	pthread_mutex_unlock(&stock_lock);
	return NULL;
}

static void *
refund(void *arg)
{
	(void)arg;
	pthread_mutex_lock(&stock_lock);
	pthread_mutex_lock(&till_lock);
	till -= 15;
	stock += 1;
	pthread_mutex_unlock(&till_lock);
	pthread_mutex_unlock(&stock_lock);
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
