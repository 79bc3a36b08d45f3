// SPDX-License-Identifier: MIT
/*
 * Locked twice: cart_add() holds the cart's lock and calls cart_total(), which takes it.
 *
 * cart_total() is called from everywhere, so it locks.  cart_add() must check
 * and add in one step, so it locks too, and asks cart_total() whether there is
 * money left.  A plain mutex doesn't ask who its owner is: the thread waits for
 * itself, and everybody else soon waits behind it.  One call is enough, so the
 * program hangs at every run, with a single thread as well.
 *
 * @level   1
 * @cwe     764 833
 * @topic   T0 T3 T4
 * @stdout  4 things, 60 in all
 * @misses  tsan: it notes a lock when the call that takes it returns, and the second
 *          call never does
 * @expect  helgrind  relock(add, total)
 * @expect  helgrind  lock-held(total)
 * @expect  drd       relock(total)
 * @expect  native    hang
 * @expect  explore   relock(total)
 * @expect  explore   deadlock(total,add)
 * @hint    Which locks does a thread hold when it enters cart_total()?
 */
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

	pthread_mutex_lock(&cart_lock);		//~ total: lock
	for (int i = 0; i < things; i++) {
		total += prices[i];
	}
	pthread_mutex_unlock(&cart_lock);
	return total;
}

static void
cart_add(int price)
{
	pthread_mutex_lock(&cart_lock);		//~ add: lock
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
