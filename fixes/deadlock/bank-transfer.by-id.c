// SPDX-License-Identifier: MIT
/*
 * Bank transfer, fixed: the account with the lower number is locked first.
 *
 * @how     transfer() locks the two accounts by their number, not by who pays
 * @why     All threads lock along one ascending line, so a thread only ever
 *          waits for a higher number than it holds, and a circle would have to
 *          come down again somewhere.
 * @cost    one comparison; but all locks must be known before the first is
 *          taken, and each needs a number that never changes
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
	struct account *first = from->id < to->id ? from : to;
	struct account *second = first == from ? to : from;

	pthread_mutex_lock(&first->lock);
	pthread_mutex_lock(&second->lock);
	deposit(from, -amount);
	deposit(to, amount);
	pthread_mutex_unlock(&second->lock);
	pthread_mutex_unlock(&first->lock);
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
