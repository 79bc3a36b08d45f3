// SPDX-License-Identifier: MIT
/*
 * Dekker, fixed: a full fence between the store and the load.
 *
 * @how   An `atomic_thread_fence(memory_order_seq_cst)` after raising the flag, in both
 *        threads (it is the same code).
 * @why   Of two such fences one comes first, and every load behind the second one sees
 *        the stores before the first one. So at least one cashier sees the other.
 * @cost  A full fence for each attempt: on x86 at least as dear as a sequentially consistent
 *        store, on ARM dearer. Easily forgotten on one side, and then worth nothing.
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
	atomic_store_explicit(&me->wants, true, memory_order_release);	//~ wants: write
	atomic_thread_fence(memory_order_seq_cst);
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
