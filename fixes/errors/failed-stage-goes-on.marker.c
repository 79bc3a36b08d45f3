// SPDX-License-Identifier: MIT
/*
 * Failed stage goes on, with a marker: the belt says "that was all" or "it failed".
 *
 * @how   the checker ends its belt with END only when it has seen END itself, else with
 *        FAILED, and main looks which end has come
 * @why   The failure takes the same way as the orders, so it comes in order and exactly once,
 *        and whoever waits for orders is woken by it.
 * @cost  every stage in between must pass the marker on; the reader still works to the end
 *        for nothing
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

enum { ORDERS = 6, END = 0, FAILED = -1 };

struct belt {
	int item[ORDERS], head, tail;	/* one stage puts, one stage takes */
	sem_t filled;
};

static const int order[ORDERS] = { 12, 30, -7, 8, 25, END };
static struct belt read_ones, checked;

static void
put(struct belt *belt, int item)
{
	belt->item[belt->tail++] = item;
	sem_post(&belt->filled);
}

static int
take(struct belt *belt)
{
	sem_wait(&belt->filled);
	return belt->item[belt->head++];
}

static void *
reader(void *unused)
{
	for (int i = 0; i < ORDERS; i++) {
		put(&read_ones, order[i]);
	}
	return unused;
}

static void *
checker(void *unused)
{
	int n;

	for (n = take(&read_ones); n > 0; n = take(&read_ones)) {
		put(&checked, n);
	}
	put(&checked, n == END ? END : FAILED);
	return unused;
}

int
main(void)
{
	pthread_t stage[2];
	int total = 0, failed = 0;

	sem_init(&read_ones.filled, 0, 0);
	sem_init(&checked.filled, 0, 0);
	pthread_create(&stage[0], NULL, reader, NULL);
	pthread_create(&stage[1], NULL, checker, NULL);
	int n;
	for (n = take(&checked); n > 0; n = take(&checked)) {
		total += n;
	}
	failed = n == FAILED;
	pthread_join(stage[0], NULL);
	pthread_join(stage[1], NULL);
	if (!failed) {
		fprintf(stderr, "wrong: a total of %d, from some of the orders\n", total);
		return 1;
	}
	puts("no total: an order is impossible");
	return 0;
}
