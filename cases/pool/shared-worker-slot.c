// SPDX-License-Identifier: MIT
/*
 * Shared worker slot: a slot for each worker, chosen by the number of the task.
 *
 * Each worker of the pool should have its own place to add up a bill, and so there are as
 * many slots as workers.  A worker takes `bill % WORKERS` for its slot.  As long as the
 * workers take turns that comes to the same, and in a quiet test they do.  But whoever
 * is quicker takes more bills: while Anna still adds up bill 0, Ben is through with bill
 * 1 and takes bill 2, and 2 % 2 is 0.  Now both add up in one slot.
 *
 * @level   2
 * @cwe     366
 * @stdout  every bill comes to 24
 * @expect  tsan      race(slot) 77%
 * @expect  helgrind  race(slot) may
 * @expect  drd       race(slot) may
 * @expect  native    wrong-result may
 * @expect  explore   race(slot)
 * @expect  explore   wrong-result
 * @hint    Which worker uses slot 0, and is there only one?
 */
#include <pthread.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

enum { WORKERS = 2, BILLS = ROUNDS + WORKERS, ITEMS = 3 };

int price[ITEMS] = { 7, 12, 5 };
int slot[WORKERS];
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
	*sum = 0;						//~ slot: write
	for (int i = 0; i < ITEMS; i++) {
		*sum += price[i];				//~ slot: read, write
	}
}

static void *
worker(void *arg)
{
	int *wrong = arg;

	for (int bill = take(); bill < BILLS; bill = take()) {
		int *sum = &slot[bill % WORKERS];
		add_up(sum);
		*wrong += *sum != 24;				//~ slot: read
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
