// SPDX-License-Identifier: MIT
/*
 * Upgrade, look again: the read lock is given back first, and the hole looked for anew.
 *
 * @how   rate_of() unlocks, takes the write lock and looks again before it fetches
 * @why   Whoever waits to write reads no longer, so the writer isn't waiting for itself.
 *        Between the two locks another thread may have filled the hole: hence the second
 *        look.
 * @cost  one lock more when a rate is missing; whatever was read before must be taken as
 *        possibly out of date
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
	pthread_rwlock_rdlock(&rates_lock);
	if (rates[currency] == 0) {
		pthread_rwlock_unlock(&rates_lock);
		pthread_rwlock_wrlock(&rates_lock);
		if (rates[currency] == 0) {
			rates[currency] = fetch_rate(currency);
		}
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
