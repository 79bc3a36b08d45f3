// SPDX-License-Identifier: MIT
/*
 * Overdraw, taken at once: look and take under the lock, write the receipt afterwards.
 *
 * @how         The money is taken in the same locked section in which it was seen; the
 *              slow part follows without the lock.
 * @why         The decision and the deed are one step. The receipt needs no lock, for it
 *              only says what has been done already.
 * @cost        The lock is held as briefly as can be. If the receipt fails, the money is
 *              gone already and must be paid back.
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
		bool enough = balance[i] >= BILL;
		if (enough) {
			balance[i] -= BILL;
		}
		pthread_mutex_unlock(&bank);
		if (enough) {
			for (int k = 0; k < LINES; k++) {
				snprintf(line, sizeof(line), "receipt %d, line %d", i, k);
			}
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
