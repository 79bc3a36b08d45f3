// SPDX-License-Identifier: MIT
/*
 * Audit mid-transfer, one lock: a transfer is one step, and so is an audit.
 *
 * @how         One lock for the bank instead of one for each account, held over the whole
 *              transfer and the whole audit.
 * @why         An audit comes before a transfer or after it, never into the middle of it.
 * @cost        All transfers of the bank now wait for each other, even between accounts
 *              that have nothing to do with each other; and the slip is written while all
 *              wait.
 */
#include <pthread.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif
#define LINES 8

struct account {
	long balance;
};

pthread_mutex_t bank = PTHREAD_MUTEX_INITIALIZER;
struct account savings = { ROUNDS };
struct account wallet = { 0 };

static long
add(struct account *account, long amount)	/* returns the new balance */
{
	return account->balance += amount;
}

static void *
customer(void *arg)
{
	char line[40];

	(void)arg;
	for (int i = 0; i < ROUNDS; i++) {
		pthread_mutex_lock(&bank);
		add(&savings, -1);
		for (int k = 0; k < LINES; k++) {
			snprintf(line, sizeof(line), "slip %d, line %d", i, k);
		}
		add(&wallet, 1);
		pthread_mutex_unlock(&bank);
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
		pthread_mutex_lock(&bank);
		long sum = add(&savings, 0);
		sum += add(&wallet, 0);
		pthread_mutex_unlock(&bank);
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
