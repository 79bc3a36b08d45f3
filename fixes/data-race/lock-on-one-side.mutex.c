// SPDX-License-Identifier: MIT
/*
 * Lock on one side, locked on both: the reader asks for the lock too.
 *
 * @how         The stocktaker reads both counts under the clerk's lock.
 * @why         Now a crate can't move between the two reads, and the stocktaker sees all
 *              that the clerk wrote before.
 * @cost        Clerk and stocktaker wait for each other; the lock is held only for the
 *              two reads, not while the line is written.
 */
#include <pthread.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

pthread_mutex_t stock_lock = PTHREAD_MUTEX_INITIALIZER;
long store = ROUNDS;
long shelf;
long bad_counts;

static void *
clerk(void *arg)
{
	(void)arg;
	for (int i = 0; i < ROUNDS; i++) {
		pthread_mutex_lock(&stock_lock);
		store -= 1;
		shelf += 1;
		pthread_mutex_unlock(&stock_lock);
	}
	return NULL;
}

static void *
stocktaker(void *arg)
{
	char line[40];

	(void)arg;
	for (int i = 0; i < ROUNDS; i++) {
		pthread_mutex_lock(&stock_lock);
		long crates = store + shelf;
		pthread_mutex_unlock(&stock_lock);

		snprintf(line, sizeof(line), "%ld crates in stock", crates);
		bad_counts += crates != ROUNDS;
	}
	return NULL;
}

int
main(void)
{
	pthread_t a, b;

	pthread_create(&a, NULL, clerk, NULL);
	pthread_create(&b, NULL, stocktaker, NULL);
	pthread_join(a, NULL);
	pthread_join(b, NULL);

	if (bad_counts != 0) {
		fprintf(stderr, "wrong: %ld of %d counts are off\n", bad_counts, ROUNDS);
		return 1;
	}
	puts("stock is right");
	return 0;
}
