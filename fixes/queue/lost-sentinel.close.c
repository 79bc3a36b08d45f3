// SPDX-License-Identifier: MIT
/*
 * Lost sentinel, close: the end is a state of the queue and not an item in it.
 *
 * @how   close_queue() sets a flag and wakes everybody; take() says false when the queue
 *        is closed and empty
 * @why   A flag is not used up by the first who sees it, and the broadcast wakes all
 *        who wait; take() looks at the flag only once the queue is empty.
 * @cost  a flag and a few lines more in the queue; every taker has to look at a result
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>

enum { ORDERS = 12, CLERKS = 3, ROOM = 16 };

/* There is room for the whole day, so put() never has to wait. */
static int item[ROOM], head, tail;
static bool closed;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t filled = PTHREAD_COND_INITIALIZER;

static void
put(int order)
{
	pthread_mutex_lock(&lock);
	item[tail++ % ROOM] = order;
	pthread_cond_signal(&filled);
	pthread_mutex_unlock(&lock);
}

static void
close_queue(void)
{
	pthread_mutex_lock(&lock);
	closed = true;
	pthread_cond_broadcast(&filled);
	pthread_mutex_unlock(&lock);
}

static bool
take(int *order)
{
	pthread_mutex_lock(&lock);
	while (head == tail && !closed) {
		pthread_cond_wait(&filled, &lock);
	}
	bool any = head != tail;
	if (any) {
		*order = item[head++ % ROOM];
	}
	pthread_mutex_unlock(&lock);
	return any;
}

static void *
clerk(void *arg)
{
	int *packed = arg, order;

	while (take(&order)) {
		*packed += 1;
	}
	return NULL;
}

int
main(void)
{
	pthread_t clerks[CLERKS];
	int packed[CLERKS] = { 0 }, total = 0;

	for (int i = 0; i < CLERKS; i++) {
		pthread_create(&clerks[i], NULL, clerk, &packed[i]);
	}
	for (int order = 1; order <= ORDERS; order++) {
		put(order);
	}
	close_queue();
	for (int i = 0; i < CLERKS; i++) {
		pthread_join(clerks[i], NULL);
		total += packed[i];
	}
	if (total != ORDERS) {
		fprintf(stderr, "wrong: %d of %d orders packed\n", total, ORDERS);
		return 1;
	}
	printf("%d orders packed\n", total);
	return 0;
}
