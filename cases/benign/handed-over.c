// SPDX-License-Identifier: MIT
/*
 * Handed over: the same order is changed by two threads, and neither holds a lock.
 *
 * It looks wrong because the waiter writes the order down, the cook adds the price,
 * and the waiter reads it, all without a lock: the lock covers only the two slots on
 * the counter.  It is right because an order has one owner at a time.  Whoever puts it on
 * the counter doesn't touch it any more, and whoever takes it from there is alone with it.
 * Putting and taking are done under the lock, so what the old owner wrote is there for
 * the new one.
 *
 * @level   2
 * @cwe     366
 * @stdout  2 soups cost 900
 * @hint    At each line that touches an order: who else could have its address then?
 */
#include <pthread.h>
#include <stdio.h>

struct order {
	int soups;
	int price;
};

/* A place for one order; empty if NULL. */
struct slot {
	struct order *order;
};

pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
struct slot to_kitchen, to_waiter;

static void
put(struct slot *slot, struct order *order)
{
	pthread_mutex_lock(&lock);
	slot->order = order;
	pthread_cond_broadcast(&changed);
	pthread_mutex_unlock(&lock);
}

static struct order *
take(struct slot *slot)
{
	pthread_mutex_lock(&lock);
	while (slot->order == NULL) {
		pthread_cond_wait(&changed, &lock);
	}
	struct order *order = slot->order;
	slot->order = NULL;
	pthread_mutex_unlock(&lock);
	return order;
}

static void *
cook(void *arg)
{
	struct order *order = take(&to_kitchen);

	order->price = 450 * order->soups;	//~ order: read, write
	put(&to_waiter, order);
	return arg;
}

int
main(void)
{
	pthread_t thread;
	struct order mine = { .soups = 1 };

	pthread_create(&thread, NULL, cook, NULL);
	mine.soups += 1;	//~ order: read, write
	put(&to_kitchen, &mine);
	int price = take(&to_waiter)->price;	//~ order: read
	pthread_join(thread, NULL);

	if (price != 900) {
		fprintf(stderr, "wrong: the soups cost %d\n", price);
		return 1;
	}
	printf("2 soups cost %d\n", price);
	return 0;
}
