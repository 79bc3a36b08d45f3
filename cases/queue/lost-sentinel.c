// SPDX-License-Identifier: MIT
/*
 * Lost sentinel: three clerks share one queue, and only one is told to go home.
 *
 * When the day is over, main puts one STOP behind the last order.  Taking an item
 * removes it, so the clerk who takes STOP leaves and STOP is gone with him.  The
 * other two find the queue empty and wait for an order that nobody will send, and
 * main waits in pthread_join for them.  Every order has been packed; the program
 * just never ends.  With a single clerk the same code is right.
 *
 * @level   1
 * @cwe     821
 * @topic   T0
 * @stdout  12 orders packed
 * @misses  tsan: there is no data race and no lock cycle; the clerks wait as they
 *          should, and that no signal will come is a fact about the rest of the program
 * @misses  helgrind: every access is under the lock and a waiting clerk holds none, so
 *          even when the hung program is ended there is nothing to complain of
 * @misses  drd: every access is under the lock, and waiting on a condition is no error
 * @expect  native    hang
 * @expect  explore   stuck(empty)
 * @hint    STOP is in the queue once: who takes it, and what do the others find?
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
		pthread_cond_wait(&filled, &lock);	//~ empty: wait
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
	put(STOP);						//~ stop: signal
	for (int i = 0; i < CLERKS; i++) {
		pthread_join(clerks[i], NULL);			//~ home: join
		total += packed[i];
	}
	if (total != ORDERS) {
		fprintf(stderr, "wrong: %d of %d orders packed\n", total, ORDERS);
		return 1;
	}
	printf("%d orders packed\n", total);
	return 0;
}
