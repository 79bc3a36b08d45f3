// SPDX-License-Identifier: MIT
/*
 * Two flags, fixed: both facts in one atomic word.
 *
 * @how   One atomic set of bits instead of two flags; the driver takes both bits out of
 *        one load.
 * @why   The stores of one object have a single order that every thread sees, even
 *        relaxed ones: a value that has the green bit was made from one that had the
 *        doors bit.
 * @cost  Facts that belong together must fit into one word, and a fact that doesn't fit
 *        needs release and acquire again.
 */
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>

enum { DOORS_CLOSED = 1, SIGNAL_GREEN = 2 };

atomic_uint state;

static void *
conductor(void *arg)
{
	(void)arg;
	atomic_fetch_or_explicit(&state, DOORS_CLOSED, memory_order_relaxed);	//~ state: write
	atomic_fetch_or_explicit(&state, SIGNAL_GREEN, memory_order_relaxed);	//~ state: write
	return NULL;
}

static bool
leave_at_green(void)
{
	unsigned seen;

	do {
		sched_yield();
		seen = atomic_load_explicit(&state, memory_order_relaxed);	//~ state: read
	} while (!(seen & SIGNAL_GREEN));
	return (seen & DOORS_CLOSED) != 0;
}

int
main(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, conductor, NULL);
	bool closed = leave_at_green();
	pthread_join(thread, NULL);

	if (!closed) {
		fprintf(stderr, "wrong: the train left with open doors\n");
		return 1;
	}
	puts("the train left with closed doors");
	return 0;
}
