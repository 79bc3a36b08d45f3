// SPDX-License-Identifier: MIT
/*
 * Shared worker slot, on the stack: what one bill needs lives as long as the bill.
 *
 * @how   the sum is a local variable of the loop; there are no slots any more
 * @why   Each thread has its own stack, and nobody else is given the address.
 * @cost  none here; a slot is worth having only for what is large or dear to set up
 */
#include <pthread.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

enum { WORKERS = 2, BILLS = ROUNDS + WORKERS, ITEMS = 3 };

int price[ITEMS] = { 7, 12, 5 };
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
		int sum;
		add_up(&sum);
		*wrong += sum != 24;
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
