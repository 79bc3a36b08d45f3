// SPDX-License-Identifier: MIT
/*
 * Two flags, fixed: green is a message, sent with release and read with acquire.
 *
 * @how   Store `green` with release, load it with acquire.
 * @why   Whoever reads with acquire what was stored with release sees all that came before
 *        that store. The doors themselves may stay relaxed: the signal brings them along.
 * @cost  Nothing on x86, where plain instructions do it; a little on ARM (STLR, LDAR).
 * @false-alarm helgrind race(doors): Helgrind doesn't know C11 atomics and sees an
 *        ordinary write and an ordinary read
 * @false-alarm helgrind race(green): Helgrind doesn't know C11 atomics and sees an
 *        ordinary write and an ordinary read
 * @false-alarm drd race(doors): DRD doesn't know C11 atomics and sees an ordinary write
 *        and an ordinary read
 * @false-alarm drd race(green): DRD doesn't know C11 atomics and sees an ordinary write
 *        and an ordinary read
 */
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>

atomic_bool doors_closed;
atomic_bool green;

static void *
conductor(void *arg)
{
	(void)arg;
	atomic_store_explicit(&doors_closed, true, memory_order_relaxed);	//~ doors: write
	atomic_store_explicit(&green, true, memory_order_release);	//~ green: write
	return NULL;
}

static bool
leave_at_green(void)
{
	bool go;

	do {
		sched_yield();
		go = atomic_load_explicit(&green, memory_order_acquire);	//~ green: read
	} while (!go);
	return atomic_load_explicit(&doors_closed, memory_order_relaxed);	//~ doors: read
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
