// SPDX-License-Identifier: MIT
/*
 * Steal the last item, settled: for the last one the owner is a thief, too.
 *
 * @how   pop() first looks whether more than one is left; the last one it must win, by
 *        moving `top` up as a thief would
 * @why   Whoever moves `top` from t to t + 1 has envelope t, and compare-and-exchange
 *        lets only one succeed. While more than one is left, no thief comes as far as
 *        the owner's: it looks at `bottom` after `top`, and `bottom` is down by then.
 * @cost  one compare-and-exchange for the last envelope, none for the others; all is
 *        sequentially consistent, which the argument needs for `bottom` and `top`;
 *        where more than ROOM may wait, push() must look for room first
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif
enum { ROOM = 8, NOTHING = 0 };

/* From top to bottom - 1 lie envelopes, at most ROOM, with so many cents in each. */
static atomic_int envelope[ROOM], top, bottom;
static long counted, stolen;	/* by the owner, by the thief */

static void
push(int cents)
{
	atomic_store(&envelope[atomic_load(&bottom) % ROOM], cents);
	atomic_fetch_add(&bottom, 1);
}

static int
pop(void)
{
	int b = atomic_fetch_sub(&bottom, 1) - 1, t = atomic_load(&top);
	int cents = NOTHING;

	if (t < b) {
		return atomic_load(&envelope[b % ROOM]);
	}
	if (t == b && atomic_compare_exchange_strong(&top, &t, t + 1)) {
		cents = atomic_load(&envelope[b % ROOM]);
	}
	atomic_store(&bottom, b + 1);
	return cents;
}

static int
steal(void)
{
	int t = atomic_load(&top), b = atomic_load(&bottom);
	int cents = atomic_load(&envelope[t % ROOM]);
	int won = t < b && atomic_compare_exchange_strong(&top, &t, t + 1);

	return won ? cents : NOTHING;
}

static void *
thief(void *arg)
{
	for (int i = 0; i < ROUNDS; i++) {
		stolen += steal();
	}
	return arg;
}

int
main(void)
{
	pthread_t thread;
	long all = ROUNDS * (ROUNDS + 1L) / 2;

	pthread_create(&thread, NULL, thief, NULL);
	for (int cents = 1; cents <= ROUNDS; cents += 2) {
		push(cents);
		push(cents + 1);
		counted += pop() + pop();
	}
	pthread_join(thread, NULL);
	if (counted + stolen != all) {
		fprintf(stderr, "wrong: %ld cents, not %ld\n", counted + stolen, all);
		return 1;
	}
	puts("every envelope counted once");
	return 0;
}
