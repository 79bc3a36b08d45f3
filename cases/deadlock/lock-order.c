// SPDX-License-Identifier: MIT
/*
 * Lock order: a sale locks stock, then till; a refund locks till, then stock.
 *
 * Each function is right alone.  But when the sale has the stock and the refund
 * has the till, each waits for what the other will not give back, for ever.
 * The window is a few instructions wide, so nearly every run gets through; that
 * is what makes this bug reach production.  A detector needs no bad luck: it
 * remembers which lock was taken while holding which, and once it has seen both
 * orders it knows that they make a circle, although this run ended well.
 *
 * @level   1
 * @cwe     833
 * @topic   T0 T2
 * @stdout  10 books, 105 in the till
 * @expect  tsan      lock-order(stock-then-till, till-then-stock)
 * @expect  helgrind  lock-order(stock-then-till, till-then-stock)
 * @expect  helgrind  lock-held(stock-then-till, till-then-stock) may
 * @misses  drd: DRD keeps no record of the order in which locks are taken
 * @expect  native    hang may
 * @expect  explore   deadlock(stock-then-till,till-then-stock)
 * @hint    Which lock does each thread hold while it asks for its second one?
 */
#include <pthread.h>
#include <stdio.h>

pthread_mutex_t stock_lock = PTHREAD_MUTEX_INITIALIZER;
pthread_mutex_t till_lock = PTHREAD_MUTEX_INITIALIZER;
int stock = 10;
int till = 100;

static void *
sell(void *arg)
{
	(void)arg;
	pthread_mutex_lock(&stock_lock);	//~ stock-then-till: lock
	pthread_mutex_lock(&till_lock);		//~ stock-then-till: lock
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
	pthread_mutex_lock(&till_lock);		//~ till-then-stock: lock
	pthread_mutex_lock(&stock_lock);	//~ till-then-stock: lock
	till -= 15;
	stock += 1;
	pthread_mutex_unlock(&stock_lock);
	pthread_mutex_unlock(&till_lock);
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
