// SPDX-License-Identifier: MIT
/*
 * Overdraw, holding the lock: it is kept from the look to the taking.
 *
 * @how         The lock is given back only after the money was taken.
 * @why         What was seen under the lock stays true as long as the lock is held.
 * @cost        The receipt is now written under the lock too, and the other collector
 *              waits for it.
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
			for (int k = 0; k < LINES; k++) {
				snprintf(line, sizeof(line), "receipt %d, line %d", i, k);
			}
			balance[i] -= BILL;
		}
		pthread_mutex_unlock(&bank);
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
