// SPDX-License-Identifier: MIT
/*
 * Overdraw: the lock is given back between looking at the money and taking it.
 *
 * The landlord and the power company collect from the same accounts, each of which
 * has money for one of them only.  Both look under the lock and both take under the
 * lock.  But in between, while the receipt is written, the lock is free, and what was
 * seen is out of date: both see 100, both take 70, and the account stands at -40.  A
 * decision is good only as long as the lock under which it was made is held.
 *
 * @level   2
 * @cwe     362 367
 * @stdout  no account overdrawn
 * @expect  native    wrong-result
 * @misses  tsan: every access to a balance is under the same lock, so there is no data
 *          race; that the decision is out of date is not a matter of memory
 * @misses  helgrind: the one lock guards every access, and Helgrind asks for nothing
 *          more
 * @misses  drd: the lock orders all accesses; DRD does not know that looking and taking
 *          belong together
 * @expect  explore   wrong-result
 * @hint    What do you still know about the balance once you have given back the lock?
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif
#define BILL 70
#define LINES 8

pthread_mutex_t bank = PTHREAD_MUTEX_INITIALIZER;
long balance[ROUNDS];		/* one for each account */

static void *
collect(void *arg)
{
	char line[40];

	(void)arg;
	for (int i = 0; i < ROUNDS; i++) {
		pthread_mutex_lock(&bank);
		bool enough = balance[i] >= BILL;	//~ look: read
		pthread_mutex_unlock(&bank);
		if (enough) {
			for (int k = 0; k < LINES; k++) {
				snprintf(line, sizeof(line), "receipt %d, line %d", i, k);
			}
			pthread_mutex_lock(&bank);
			balance[i] -= BILL;		//~ take: write
			pthread_mutex_unlock(&bank);
		}
	}
	return NULL;
}

int
main(void)
{
	pthread_t landlord, power;
	int overdrawn = 0;

	for (int i = 0; i < ROUNDS; i++) {
		balance[i] = 100;
	}
	pthread_create(&landlord, NULL, collect, NULL);
	pthread_create(&power, NULL, collect, NULL);
	pthread_join(landlord, NULL);
	pthread_join(power, NULL);

	for (int i = 0; i < ROUNDS; i++) {
		overdrawn += balance[i] < 0;
	}
	if (overdrawn != 0) {
		fprintf(stderr, "wrong: %d of %d overdrawn\n", overdrawn, ROUNDS);
		return 1;
	}
	puts("no account overdrawn");
	return 0;
}
