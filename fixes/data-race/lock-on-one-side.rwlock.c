// SPDX-License-Identifier: MIT
/*
 * Lock on one side, with a read-write lock: many may look while nobody moves.
 *
 * @how         The lock is a read-write lock: the clerk takes it for writing, the
 *              stocktaker for reading.
 * @why         A reader keeps writers out, and a writer keeps everybody out. So no crate
 *              moves between the two reads.
 * @cost        Dearer than a mutex for one reader. It pays when many threads read for a
 *              long time and few write.
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

pthread_rwlock_t stock_lock = PTHREAD_RWLOCK_INITIALIZER;
long store = ROUNDS;
long shelf;
long bad_counts;

static void *
clerk(void *arg)
{
	(void)arg;
	for (int i = 0; i < ROUNDS; i++) {
		pthread_rwlock_wrlock(&stock_lock);
		store -= 1;
		shelf += 1;
		pthread_rwlock_unlock(&stock_lock);
	}
	return NULL;
}

static void *
stocktaker(void *arg)
{
	char line[40];

	(void)arg;
	for (int i = 0; i < ROUNDS; i++) {
		pthread_rwlock_rdlock(&stock_lock);
		long crates = store + shelf;
		pthread_rwlock_unlock(&stock_lock);

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
