// SPDX-License-Identifier: MIT
/*
 * Lost sentinel, put back: whoever takes STOP leaves it for the next one.
 *
 * @how   a clerk who takes STOP puts it back into the queue before leaving
 * @why   There is always a STOP in the queue or on its way back, so every clerk meets
 *        one, however many there are.
 * @cost  one STOP stays in the queue at the end, and a bounded queue needs room for it
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
	put(STOP);
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
	put(STOP);
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
