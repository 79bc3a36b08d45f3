// SPDX-License-Identifier: MIT
/*
 * Steal the last item: the owner takes it while the thief is taking it too.
 *
 * The cashier keeps the envelopes still to count in a deque: she pushes and pops at its
 * bottom, and a colleague with nothing to do steals at its top.  The ends are far
 * apart, so neither needs a lock; that is what such a deque is for.  But the last
 * envelope is at both ends.  The thief has seen that there is one; the cashier takes
 * `bottom` down, sees that `top` hasn't passed it, and counts it; then the thief moves
 * `top` up, which succeeds, and counts it again.  Now `top` has overtaken `bottom`, and
 * the next envelope is pushed to where nobody looks.
 *
 * @level   4
 * @cwe     362 821
 * @topic   T3
 * @stdout  every envelope counted once
 * @misses  tsan: every access is atomic and sequentially consistent, so there is no
 *          data race; that one envelope has one taker is a rule about several of them
 *          together
 * @misses  helgrind: a sequentially consistent store is a locked instruction on x86,
 *          which it takes for a read, so it sees no race in these
 * @misses  drd: a sequentially consistent store is a locked instruction on x86, which
 *          it takes for a read, so it sees no race in these
 * @expect  native    wrong-result may
 * @expect  explore   wrong-result
 * @hint    One envelope is left. Which step of pop() would fail if a thief were just
 *          taking it?
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
	int b = atomic_fetch_sub(&bottom, 1) - 1;

	if (atomic_load(&top) > b) {
		atomic_store(&bottom, b + 1);
		return NOTHING;
	}
	return atomic_load(&envelope[b % ROOM]);		//~ last: read
}

static int
steal(void)
{
	int t = atomic_load(&top), b = atomic_load(&bottom);
	int cents = atomic_load(&envelope[t % ROOM]);
	int won = t < b && atomic_compare_exchange_strong(&top, &t, t + 1); //~ last: write

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
