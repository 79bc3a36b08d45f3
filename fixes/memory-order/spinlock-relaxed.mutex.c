// SPDX-License-Identifier: MIT
/*
 * Relaxed spinlock, fixed: a real mutex instead of a home-made lock.
 *
 * @how   pthread_mutex_t instead of the atomic flag.
 * @why   A mutex does both jobs of a lock: it keeps other threads out and makes the
 *        owner's work visible to the next owner.  And it lets a waiting thread sleep.
 * @cost  Almost none when nobody waits; a system call when somebody has to.
 */
#include <pthread.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

pthread_mutex_t busy = PTHREAD_MUTEX_INITIALIZER;
long balance;

static void
lock(void)
{
	pthread_mutex_lock(&busy);
}

static void
unlock(void)
{
	pthread_mutex_unlock(&busy);
}

static void *
depositor(void *arg)
{
	(void)arg;
	for (int i = 0; i < ROUNDS; i++) {
		lock();
		balance += 1;
		unlock();
	}
	return NULL;
}

int
main(void)
{
	pthread_t mother, father;

	pthread_create(&mother, NULL, depositor, NULL);
	pthread_create(&father, NULL, depositor, NULL);
	pthread_join(mother, NULL);
	pthread_join(father, NULL);

	if (balance != 2L * ROUNDS) {
		fprintf(stderr, "wrong: %ld of %ld deposits\n", balance, 2L * ROUNDS);
		return 1;
	}
	puts("every deposit is in the account");
	return 0;
}
