// SPDX-License-Identifier: MIT
/*
 * Shared worker slot, thread-local: one slot for each thread, under one name.
 *
 * @how   `slot` is a _Thread_local variable
 * @why   Every thread that names `slot` means its own, so there is no number to get wrong.
 * @cost  none to speak of; it is set up and thrown away with the thread, so what it holds at
 *        the end must be handed over before
 */
#include <pthread.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

enum { WORKERS = 2, BILLS = ROUNDS + WORKERS, ITEMS = 3 };

int price[ITEMS] = { 7, 12, 5 };
static _Thread_local int slot;
static int next_bill;
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
	int *wrong = arg;

	for (int bill = take(); bill < BILLS; bill = take()) {
		add_up(&slot);
		*wrong += slot != 24;
	}
	return NULL;
}

int
main(void)
{
	pthread_t thread[WORKERS];
	int wrong[WORKERS] = { 0 };

	for (int i = 0; i < WORKERS; i++) {
		pthread_create(&thread[i], NULL, worker, &wrong[i]);
	}
	for (int i = 0; i < WORKERS; i++) {
		pthread_join(thread[i], NULL);
	}
	if (wrong[0] + wrong[1] != 0) {
		fprintf(stderr, "wrong: %d bills are wrong\n", wrong[0] + wrong[1]);
		return 1;
	}
	puts("every bill comes to 24");
	return 0;
}
