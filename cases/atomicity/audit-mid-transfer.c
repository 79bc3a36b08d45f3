// SPDX-License-Identifier: MIT
/*
 * Audit mid-transfer: the sum is taken while money is on its way.
 *
 * Each account has its own lock, and every access to a balance is made under it:
 * there is no data race.  But a transfer is two steps, and between them a coin is
 * in neither account, while the slip is written.  main() audits: if it comes just
 * then, it finds too little; if it reads one account before a transfer and the
 * other one after it, it finds too much.  What must hold for both accounts
 * together needs a lock over both.
 *
 * @level   2
 * @cwe     362
 * @topic   T0
 * @stdout  every audit balances
 * @expect  native    wrong-result
 * @misses  tsan: every access to a balance is under that account's lock, so there is no
 *          data race; ThreadSanitizer does not know that the two balances belong
 *          together
 * @misses  helgrind: each balance is always guarded by its own lock; that their sum
 *          must not change is nowhere written
 * @misses  drd: the accesses to one balance are ordered by its lock; DRD looks at one
 *          place in memory at a time
 * @expect  explore   wrong-result
 * @hint    Where is the coin between the two calls of add()?
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

static long
add(struct account *account, long amount)	/* returns the new balance */
{
	pthread_mutex_lock(&account->lock);
	long balance = account->balance += amount;
	pthread_mutex_unlock(&account->lock);
	return balance;
}

static void *
customer(void *arg)
{
	char line[40];

	(void)arg;
	for (int i = 0; i < ROUNDS; i++) {
		add(&savings, -1);		//~ take: write
		for (int k = 0; k < LINES; k++) {
			snprintf(line, sizeof(line), "slip %d, line %d", i, k);
		}
		add(&wallet, 1);		//~ give: write
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
		long sum = add(&savings, 0);		//~ sum-savings: read
		sum += add(&wallet, 0);			//~ sum-wallet: read
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
