// SPDX-License-Identifier: MIT
/*
 * Lock on one side: the writer takes the lock, the reader does not.
 *
 * A clerk carries crates from the store to the shelf and takes the lock, so that
 * nobody sees a crate half moved.  The stocktaker "only reads" and takes no
 * lock.  But a lock keeps out only those who ask for it: the stocktaker reads one
 * count before a move and the other one after it, and a crate is missing or is
 * there twice.  All accesses need the lock, reads too.
 *
 * @level   1
 * @cwe     366
 * @stdout  stock is right
 * @expect  tsan      race(shelf)
 * @expect  tsan      race(store)
 * @expect  helgrind  race(shelf)
 * @expect  helgrind  race(store)
 * @expect  drd       race(shelf)
 * @expect  drd       race(store)
 * @expect  native    wrong-result may
 * @expect  explore   race(store,shelf)
 * @expect  explore   wrong-result
 * @hint    Whom does the clerk's lock keep out?
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
		store -= 1;			//~ store: read, write
		shelf += 1;			//~ shelf: read, write
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
		long crates = store + shelf;	//~ store: read; shelf: read

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
