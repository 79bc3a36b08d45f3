// SPDX-License-Identifier: MIT
/*
 * Two locks, now one: the lock stands beside the balance that it guards.
 *
 * @how         One mutex, declared next to `balance`, is used by both functions.
 * @why         Whoever touches the balance needs the same lock, so only one function at a
 *              time can be between load and store.
 * @cost        Deposits now wait for payments too. That is not a loss, it is the point.
 */
#include <pthread.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

pthread_mutex_t balance_lock = PTHREAD_MUTEX_INITIALIZER;
long balance;

static void
deposit(long euros)
{
	pthread_mutex_lock(&balance_lock);
	balance += euros;
	pthread_mutex_unlock(&balance_lock);
}

static void
pay(long euros)
{
	pthread_mutex_lock(&balance_lock);
	balance -= euros;
	pthread_mutex_unlock(&balance_lock);
}

static void *
customers(void *arg)
{
	(void)arg;
	for (int i = 0; i < ROUNDS; i++) {
		deposit(30);
	}
	return NULL;
}

static void *
suppliers(void *arg)
{
	(void)arg;
	for (int i = 0; i < ROUNDS; i++) {
		pay(20);
	}
	return NULL;
}

int
main(void)
{
	pthread_t a, b;

	pthread_create(&a, NULL, customers, NULL);
	pthread_create(&b, NULL, suppliers, NULL);
	pthread_join(a, NULL);
	pthread_join(b, NULL);

	if (balance != 10L * ROUNDS) {
		fprintf(stderr, "wrong: the balance is %ld, not %ld\n",
		    balance, 10L * ROUNDS);
		return 1;
	}
	puts("the balance is right");
	return 0;
}
