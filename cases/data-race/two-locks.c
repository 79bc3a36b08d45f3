// SPDX-License-Identifier: MIT
/*
 * Two locks: both sides lock, but not the same lock.
 *
 * The cash desk takes money in and pays suppliers, and both functions look alike:
 * lock, change the balance, unlock.  But `lock` is declared inside each of them, so
 * there are two locks of the same name.  One keeps two deposits apart, the other
 * two payments; a deposit and a payment hold different locks and change the balance
 * at the same time.  A lock belongs to the data, not to the code.
 *
 * @level   1
 * @cwe     366
 * @stdout  the balance is right
 * @expect  tsan      race(balance)
 * @expect  helgrind  race(balance)
 * @expect  drd       race(balance)
 * @expect  native    wrong-result may
 * @expect  explore   wrong-result
 * @expect  explore   race(balance)
 * @hint    How many mutexes does this program have, and how many balances?
 */
#include <pthread.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

long balance;

static void
deposit(long euros)
{
	static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

	pthread_mutex_lock(&lock);
	balance += euros;			//~ balance: read, write
	pthread_mutex_unlock(&lock);
}

static void
pay(long euros)
{
	static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

	pthread_mutex_lock(&lock);
	balance -= euros;			//~ balance: read, write
	pthread_mutex_unlock(&lock);
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
