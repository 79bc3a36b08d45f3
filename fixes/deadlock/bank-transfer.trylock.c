// SPDX-License-Identifier: MIT
/*
 * Bank transfer, fixed: whoever cannot have the second account gives the first one back.
 *
 * @how     the second lock is only tried; if it is taken, the first one is
 *          released and all begins anew
 * @why     A deadlock needs a thread that holds one lock while it waits for
 *          another. Here nobody waits with a lock in hand.
 * @cost    under contention the work is begun several times, and nothing
 *          promises that a thread ever gets its turn; by-id has no such
 *          weakness
 * @false-alarm helgrind lock-order(from-then-to): it sees both orders and doesn't weigh
 *          that a trylock never waits
 */
#define _GNU_SOURCE		/* for the recursive initialiser */
#include <pthread.h>
#include <sched.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

struct account {
	int id;
	long balance;
	pthread_mutex_t lock;		/* recursive: transfer() calls deposit() */
};

struct account alice = { 1, 100000, PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP };
struct account bob = { 2, 100000, PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP };

static void
deposit(struct account *account, long amount)
{
	pthread_mutex_lock(&account->lock);
	account->balance += amount;
	pthread_mutex_unlock(&account->lock);
}

static void
transfer(struct account *from, struct account *to, long amount)
{
	pthread_mutex_lock(&from->lock);			//~ from-then-to: lock
	while (pthread_mutex_trylock(&to->lock) != 0) {		//~ from-then-to: lock
		pthread_mutex_unlock(&from->lock);
		sched_yield();
		pthread_mutex_lock(&from->lock);		//~ from-then-to: lock
	}
	deposit(from, -amount);
	deposit(to, amount);
	pthread_mutex_unlock(&to->lock);
	pthread_mutex_unlock(&from->lock);
}

static void *
pay(void *arg)
{
	struct account **pair = arg;

	for (int i = 0; i < ROUNDS; i++) {
		transfer(pair[0], pair[1], 2);
	}
	return NULL;
}

int
main(void)
{
	struct account *ways[2][2] = { { &alice, &bob }, { &bob, &alice } };
	pthread_t payers[2];

	transfer(&alice, &bob, 500);	/* the rent */
	transfer(&bob, &alice, 500);	/* ... which was too early */
	pthread_create(&payers[0], NULL, pay, ways[0]);
	pthread_create(&payers[1], NULL, pay, ways[1]);
	pthread_join(payers[0], NULL);
	pthread_join(payers[1], NULL);
	if (alice.balance != 100000 || bob.balance != 100000) {
		fprintf(stderr, "wrong: %ld and %ld\n", alice.balance, bob.balance);
		return 1;
	}
	puts("no money lost");
	return 0;
}
