// SPDX-License-Identifier: MIT
/*
 * Dekker: each announces itself and then looks for the other, and both see nobody.
 *
 * Two cashiers share a till.  Before using it, each raises his own flag and then looks
 * at the other's; if that one is up, he lowers his own and turns the customer away.
 * Whoever raises second must see the first one's flag, so it seems that they can't
 * both go on.  But a store may wait in its processor's store buffer while the load
 * after it is already done: both read "nobody", and then both stores arrive.  Release
 * and acquire don't forbid that: release keeps earlier work before the store, acquire
 * keeps later work after the load, and neither says anything of a store and a load
 * that follows it.  Even x86 reorders these two.
 *
 * @level   4
 * @cwe     366 667
 * @stdout  every ticket is in the till
 * @explore weak
 * @misses  tsan: its own bookkeeping at every release store is a full barrier, so under
 *          it the two steps never swap, and in every other order the flags do their work
 * @expect  helgrind  race(till)
 * @expect  drd       race(till)
 * @false-alarm helgrind race(wants): Helgrind doesn't know C11 atomics and sees an
 *          ordinary write and an ordinary read
 * @false-alarm drd race(wants): DRD doesn't know C11 atomics and sees an ordinary write
 *          and an ordinary read
 * @expect  native    wrong-result may
 * @expect  explore   race(till)
 * @expect  explore   wrong-result
 * @hint    Of the four pairs (store or load, then store or load), which one does neither
 *          release nor acquire keep in order?
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 100000
#endif

struct cashier {
	atomic_bool wants;
	struct cashier *other;
	long sold, turned_away;
};

struct cashier desk[2] = { { .other = &desk[1] }, { .other = &desk[0] } };
long till;

static void
leave(struct cashier *me)
{
	atomic_store_explicit(&me->wants, false, memory_order_release);	//~ wants: write
}

static bool
enter(struct cashier *me)
{
	atomic_store_explicit(&me->wants, true, memory_order_release);	//~ wants: write
	bool alone = !atomic_load_explicit(&me->other->wants, memory_order_acquire); //~ wants: read
	if (!alone) {
		leave(me);
		me->turned_away += 1;
	}
	return alone;
}

static void *
sell(void *arg)
{
	struct cashier *me = arg;
	char ticket[32];

	for (int number = 0; number < ROUNDS; number++) {
		snprintf(ticket, sizeof(ticket), "Ticket %d", number);
		if (enter(me)) {
			till += 1;	//~ till: read, write
			me->sold += 1;
			leave(me);
		}
	}
	return NULL;
}

int
main(void)
{
	pthread_t threads[2];

	pthread_create(&threads[0], NULL, sell, &desk[0]);
	pthread_create(&threads[1], NULL, sell, &desk[1]);
	pthread_join(threads[0], NULL);
	pthread_join(threads[1], NULL);

	if (till != desk[0].sold + desk[1].sold) {
		fprintf(stderr, "wrong: %ld of %ld tickets\n", till, desk[0].sold + desk[1].sold);
		return 1;
	}
	puts("every ticket is in the till");
	return 0;
}
