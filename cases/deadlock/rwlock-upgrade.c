// SPDX-License-Identifier: MIT
/*
 * Upgrade: a reader asks for the write lock, and the write lock waits for all readers.
 *
 * The rates are read all day and fetched once, so a read lock suggests itself.  When
 * rate_of() finds a hole, it wants to fill it, and asks for the write lock on top of
 * the read lock that it has.  A read lock can't be turned into a write lock: the writer
 * must wait until the last reader has gone, and one of those readers is itself.  A
 * single thread is enough, and the first missing rate hangs it.
 *
 * @level   2
 * @cwe     833
 * @stdout  a dollar is 91, fetched once
 * @misses  tsan: it notes a lock when the call that takes it returns, and the call for
 *          the write lock never does
 * @expect  helgrind  lock-held(write)
 * @misses  drd: waiting for a lock is no error
 * @expect  native    hang
 * @expect  explore   deadlock(read, write)
 * @expect  explore   relock(write)
 * @hint    Who must leave before pthread_rwlock_wrlock() comes back?
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdio.h>

enum { DOLLAR, YEN, CURRENCIES };

pthread_rwlock_t rates_lock = PTHREAD_RWLOCK_INITIALIZER;
int rates[CURRENCIES];		/* 0: not fetched yet */
int fetched;

static int
fetch_rate(int currency)
{
	fetched += 1;
	return currency == DOLLAR ? 91 : 65;
}

static int
rate_of(int currency)
{
	pthread_rwlock_rdlock(&rates_lock);	//~ read: lock
	if (rates[currency] == 0) {
		pthread_rwlock_wrlock(&rates_lock);	//~ write: lock
		rates[currency] = fetch_rate(currency);
		pthread_rwlock_unlock(&rates_lock);
	}
	int rate = rates[currency];
	pthread_rwlock_unlock(&rates_lock);
	return rate;
}

static void *
customer(void *arg)
{
	*(int *)arg = rate_of(DOLLAR);
	return NULL;
}

int
main(void)
{
	pthread_t customers[2];
	int told[2];

	for (int i = 0; i < 2; i++) {
		pthread_create(&customers[i], NULL, customer, &told[i]);
	}
	for (int i = 0; i < 2; i++) {
		pthread_join(customers[i], NULL);
	}
	if (told[0] != 91 || told[1] != 91 || fetched != 1) {
		fprintf(stderr, "wrong: told %d and %d, fetched %d times\n",
			told[0], told[1], fetched);
		return 1;
	}
	puts("a dollar is 91, fetched once");
	return 0;
}
