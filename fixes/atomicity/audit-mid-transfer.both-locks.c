// SPDX-License-Identifier: MIT
/*
 * Audit mid-transfer, both locks: take all that you need before you touch anything.
 *
 * @how         Transfer and audit take the locks of both accounts first, always savings
 *              before wallet.
 * @why         While both locks are held, nobody sees or changes either account. The same
 *              order everywhere means that two threads can't wait for each other in a
 *              circle.
 * @cost        Two locks held at once, so the order must be kept in the whole program; in
 *              return, transfers between other accounts go on.
 */
#include <pthread.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif
#define LINES 8

struct account {
	pthread_mutex_t lock;
	long balance;
};

struct account savings = { PTHREAD_MUTEX_INITIALIZER, ROUNDS };
struct account wallet = { PTHREAD_MUTEX_INITIALIZER, 0 };

static void *
customer(void *arg)
{
	char line[40];

	(void)arg;
	for (int i = 0; i < ROUNDS; i++) {
		pthread_mutex_lock(&savings.lock);
		pthread_mutex_lock(&wallet.lock);
		savings.balance -= 1;
		for (int k = 0; k < LINES; k++) {
			snprintf(line, sizeof(line), "slip %d, line %d", i, k);
		}
		wallet.balance += 1;
		pthread_mutex_unlock(&wallet.lock);
		pthread_mutex_unlock(&savings.lock);
	}
	return NULL;
}

int
main(void)
{
	pthread_t thread;
	char line[40];
	int bad_audits = 0;

	pthread_create(&thread, NULL, customer, NULL);
	for (int i = 0; i < ROUNDS; i++) {
		pthread_mutex_lock(&savings.lock);
		pthread_mutex_lock(&wallet.lock);
		long sum = savings.balance + wallet.balance;
		pthread_mutex_unlock(&wallet.lock);
		pthread_mutex_unlock(&savings.lock);
		for (int k = 0; k < LINES; k++) {
			snprintf(line, sizeof(line), "audit %d, line %d", i, k);
		}
		bad_audits += sum != ROUNDS;
	}
	pthread_join(thread, NULL);

	if (bad_audits != 0) {
		fprintf(stderr, "wrong: %d of %d audits fail\n", bad_audits, ROUNDS);
		return 1;
	}
	puts("every audit balances");
	return 0;
}
