// SPDX-License-Identifier: MIT
/*
 * Gate lock: two locks in opposite orders, but never by two threads at once.
 *
 * It looks wrong because one transfer locks savings and then checking and the
 * other locks checking and then savings: the usual recipe for a deadlock.  It is
 * right because every thread that wants both locks passes the gate first, and
 * the gate lets in one at a time.  The accounts' own locks are still needed, for
 * whoever works on a single account and doesn't pass the gate.
 *
 * @level   3
 * @cwe     833
 * @stdout  savings 105, checking 95
 * @false-alarm tsan lock-order(first, second): ThreadSanitizer looks at the order of
 *          pairs of locks only and doesn't see that the gate rules out the cycle
 * @false-alarm helgrind lock-order(first, second): Helgrind looks at the order of pairs
 *          of locks only and doesn't see that the gate rules out the cycle
 * @hint    Can two threads each hold one account's lock and want the other one?
 */
#include <pthread.h>
#include <stdio.h>

struct account {
	pthread_mutex_t lock;
	int balance;
};

pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
struct account savings = { PTHREAD_MUTEX_INITIALIZER, 100 };
struct account checking = { PTHREAD_MUTEX_INITIALIZER, 100 };

static void
transfer(struct account *from, struct account *to, int amount)
{
	pthread_mutex_lock(&gate);
	pthread_mutex_lock(&from->lock);	//~ first: lock
	pthread_mutex_lock(&to->lock);	//~ second: lock
	from->balance -= amount;
	to->balance += amount;
	pthread_mutex_unlock(&to->lock);
	pthread_mutex_unlock(&from->lock);
	pthread_mutex_unlock(&gate);
}

static void *
save(void *arg)
{
	(void)arg;
	transfer(&checking, &savings, 25);
	return NULL;
}

static void *
spend(void *arg)
{
	(void)arg;
	transfer(&savings, &checking, 20);
	return NULL;
}

int
main(void)
{
	pthread_t saver, spender;

	pthread_create(&saver, NULL, save, NULL);
	pthread_create(&spender, NULL, spend, NULL);
	pthread_join(saver, NULL);
	pthread_join(spender, NULL);

	if (savings.balance != 105 || checking.balance != 95) {
		fprintf(stderr, "wrong: %d and %d\n", savings.balance, checking.balance);
		return 1;
	}
	printf("savings %d, checking %d\n", savings.balance, checking.balance);
	return 0;
}
