// SPDX-License-Identifier: MIT
/*
 * Lost sentinel, one each: as many STOPs as there are clerks.
 *
 * @how   main puts one STOP for each clerk behind the last order
 * @why   A clerk takes exactly one STOP and leaves with it, so CLERKS of them reach
 *        everybody; they are behind all orders, so nobody leaves too early.
 * @cost  whoever ends the day must know how many clerks there are
 */
#include <pthread.h>
#include <stdio.h>

enum { ORDERS = 12, CLERKS = 3, ROOM = 16, STOP = -1 };

/* There is room for the whole day, so put() never has to wait. */
static int item[ROOM], head, tail;
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

static int
take(void)
{
	pthread_mutex_lock(&lock);
	while (head == tail) {
		pthread_cond_wait(&filled, &lock);
	}
	int order = item[head++ % ROOM];
	pthread_mutex_unlock(&lock);
	return order;
}

static void *
clerk(void *arg)
{
	int *packed = arg;

	while (take() != STOP) {
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
	for (int i = 0; i < CLERKS; i++) {
		put(STOP);
	}
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
