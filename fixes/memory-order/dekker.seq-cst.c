// SPDX-License-Identifier: MIT
/*
 * Dekker, fixed: raising the flag and looking at the other one are sequentially consistent.
 *
 * @how   The store of `wants = true` and the load of the other flag without a weaker
 *        order than the default.
 * @why   All sequentially consistent operations have one order that both threads agree
 *        on. In it one of the two stores is first, and the other cashier, who stores
 *        later, looks later still and sees it.
 * @cost  On x86 the store becomes a locked exchange, some twenty times a plain store; the
 *        load costs nothing. On 64-bit ARM about as much as release and acquire.
 * @false-alarm helgrind race(wants): Helgrind doesn't know C11 atomics and sees an
 *        ordinary write and an ordinary read
 * @false-alarm drd race(wants): DRD doesn't know C11 atomics and sees an ordinary write
 *        and an ordinary read
 * @false-alarm helgrind race(till): Helgrind doesn't take release stores and acquire
 *        loads for synchronisation
 * @false-alarm drd race(till): DRD doesn't take release stores and acquire loads for
 *        synchronisation
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
	atomic_store(&me->wants, true);	//~ wants: write
	bool alone = !atomic_load(&me->other->wants); //~ wants: read
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
