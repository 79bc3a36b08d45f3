// SPDX-License-Identifier: MIT
/*
 * Upgrade, write lock: whoever may have to write takes the write lock from the start.
 *
 * @how   rate_of() takes the write lock at once
 * @why   It needs no second lock, and what it has seen stays true until it writes.
 * @cost  customers wait for each other even when they only read: then a plain mutex does
 *        the same for less
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
	pthread_rwlock_wrlock(&rates_lock);
	if (rates[currency] == 0) {
		rates[currency] = fetch_rate(currency);
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
