// SPDX-License-Identifier: MIT
/*
 * Shared worker slot, handed out: main gives each worker a slot of its own.
 *
 * @how   main hands each worker a struct with its slot and its count of wrong bills
 * @why   The slot goes with the worker and not with the bill: nobody else has the pointer to
 *        it, whatever bills the worker takes.
 * @cost  the pool must hand its workers something; slots that are neighbours share a cache
 *        line (see progress/false-sharing)
 */
#include <pthread.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

enum { WORKERS = 2, BILLS = ROUNDS + WORKERS, ITEMS = 3 };

int price[ITEMS] = { 7, 12, 5 };
static int next_bill;

struct desk {
	int slot, wrong;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static int
take(void)
{
	pthread_mutex_lock(&lock);
	int bill = next_bill++;
	pthread_mutex_unlock(&lock);
	return bill;
}

static void
add_up(int *sum)
{
	*sum = 0;
	for (int i = 0; i < ITEMS; i++) {
		*sum += price[i];
	}
}

static void *
worker(void *arg)
{
	struct desk *own = arg;

	for (int bill = take(); bill < BILLS; bill = take()) {
		add_up(&own->slot);
		own->wrong += own->slot != 24;
	}
	return NULL;
}

int
main(void)
{
	pthread_t thread[WORKERS];
	struct desk desk[WORKERS] = { { 0, 0 } };

	for (int i = 0; i < WORKERS; i++) {
		pthread_create(&thread[i], NULL, worker, &desk[i]);
	}
	for (int i = 0; i < WORKERS; i++) {
		pthread_join(thread[i], NULL);
	}
	int wrong = desk[0].wrong + desk[1].wrong;
	if (wrong != 0) {
		fprintf(stderr, "wrong: %d bills are wrong\n", wrong);
		return 1;
	}
	puts("every bill comes to 24");
	return 0;
}
