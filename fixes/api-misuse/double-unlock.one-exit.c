// SPDX-License-Identifier: MIT
/*
 * Unlocked twice, fixed: only the common exit unlocks.
 *
 * @how     the refusing branch leaves the unlock to the common exit
 * @why     One lock at the top, one unlock at the bottom, and every way leads
 *          there: each path has exactly one of both.
 * @cost    nothing; the lock is held for the length of one jump longer
 */
#include <pthread.h>
#include <stdio.h>

pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
int balance = 100;
int refused;

static void *
withdraw(void *arg)
{
	int amount = *(int *)arg;

	pthread_mutex_lock(&lock);
	if (balance < amount) {
		refused += 1;
		goto done;
	}
	balance -= amount;
done:
	pthread_mutex_unlock(&lock);
	return NULL;
}

int
main(void)
{
	pthread_t machines[2];
	int amount = 60;

	for (int i = 0; i < 2; i++) {
		pthread_create(&machines[i], NULL, withdraw, &amount);
	}
	for (int i = 0; i < 2; i++) {
		pthread_join(machines[i], NULL);
	}
	if (balance != 40 || refused != 1) {
		fprintf(stderr, "wrong: %d left, %d refused\n", balance, refused);
		return 1;
	}
	printf("%d left, %d refused\n", balance, refused);
	return 0;
}
