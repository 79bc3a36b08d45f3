// SPDX-License-Identifier: MIT
/*
 * Unlocked twice: the refused withdrawal unlocks, and then the common exit unlocks again.
 *
 * Two cash machines ask for 60 of the 100 on the account; one must be refused.
 * The refusing branch unlocks and jumps to the end, where everybody unlocks.
 * With two machines nothing seems to happen.  But were a third one inside just
 * then, the second unlock would open the door behind it: two threads in the
 * critical section, and neither of them has done anything wrong.
 *
 * @level   1
 * @cwe     765 832
 * @stdout  40 left, 1 refused
 * @expect  tsan      bad-unlock(done)
 * @expect  helgrind  bad-unlock(done)
 * @expect  drd       bad-unlock(done)
 * @misses  native: glibc's plain mutex takes an unlock too many without a word
 * @expect  explore   bad-unlock(done)
 * @hint    How often is the mutex unlocked when the money doesn't suffice?
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
		pthread_mutex_unlock(&lock);	//~ refused: unlock
		goto done;
	}
	balance -= amount;
done:
	pthread_mutex_unlock(&lock);		//~ done: unlock
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
