// SPDX-License-Identifier: MIT
/*
 * Failed stage goes on, joined: main asks every stage how it ended before it believes.
 *
 * @how   a stage returns NULL if all went well, else what went wrong; main joins the stages
 *        and looks at what they returned before it uses the total
 * @why   END on the belt only says that no more comes.  A thread's result comes with its
 *        join, so it cannot be missed or come too late.
 * @cost  main learns of the failure only at the very end, when it has done its part in vain
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

enum { ORDERS = 6, END = 0 };

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
	put(&checked, END);
	return n == END ? unused : "impossible";
}

int
main(void)
{
	pthread_t stage[2];
	int total = 0, failed = 0;
	void *error;

	sem_init(&read_ones.filled, 0, 0);
	sem_init(&checked.filled, 0, 0);
	pthread_create(&stage[0], NULL, reader, NULL);
	pthread_create(&stage[1], NULL, checker, NULL);
	for (int n = take(&checked); n != END; n = take(&checked)) {
		total += n;
	}
	for (int i = 0; i < 2; i++) {
		pthread_join(stage[i], &error);
		failed |= error != NULL;
	}
	if (!failed) {
		fprintf(stderr, "wrong: a total of %d, from some of the orders\n", total);
		return 1;
	}
	puts("no total: an order is impossible");
	return 0;
}
