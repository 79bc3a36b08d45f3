// SPDX-License-Identifier: MIT
/*
 * Bank transfer: two transfers cross, each holding the account the other needs.
 *
 * Every account has its own recursive lock, and transfer() takes both accounts
 * so that nobody sees the money missing from one and not yet on the other.  Both
 * threads run the same function, but with the accounts swapped: Alice's thread
 * locks alice, then bob; Bob's thread locks bob, then alice.  Sooner or
 * later each has its first lock and waits for its second, for ever.
 * A detector needs no such luck: the two transfers that main() makes by itself
 * have already shown it both orders.
 * "Recursive" doesn't help: it forgives a thread that meets its own lock, not
 * one that meets another thread's.
 *
 * @level   2
 * @cwe     833
 * @topic   T0
 * @stdout  no money lost
 * @expect  tsan      lock-order(from-then-to)
 * @expect  helgrind  lock-order(from-then-to)
 * @expect  helgrind  lock-held(from-then-to) may
 * @misses  drd: DRD keeps no record of the order in which locks are taken
 * @expect  native    hang may
 * @expect  explore   deadlock(from-then-to)
 * @hint    In which order do the two payers take the two locks?
 */
#define _GNU_SOURCE		/* for the recursive initialiser */
#include <pthread.h>
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
	pthread_mutex_lock(&from->lock);	//~ from-then-to: lock
	pthread_mutex_lock(&to->lock);		//~ from-then-to: lock
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
