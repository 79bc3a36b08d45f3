// SPDX-License-Identifier: MIT
/*
 * Two flags: the second one is seen, the first one not yet.
 *
 * The conductor closes the doors and then sets the signal to green.  The driver waits
 * for green and leaves, for green means that the doors are closed.  Both flags are
 * atomic: neither is ever torn, and there is no data race at all.  But relaxed
 * operations on two objects have no order that another thread could rely on.  The
 * driver may see the second store and not yet the first, however clearly the
 * conductor's program says "first the doors".
 *
 * @level   3
 * @cwe     662
 * @stdout  the train left with closed doors
 * @explore weak
 * @misses  tsan: every access is atomic, so there is no data race; that one flag says
 *          something about the other is the program's idea, which the tool doesn't know
 * @false-alarm helgrind race(doors): Helgrind doesn't know C11 atomics and sees an
 *          ordinary write and an ordinary read
 * @false-alarm helgrind race(green): Helgrind doesn't know C11 atomics and sees an
 *          ordinary write and an ordinary read
 * @false-alarm drd race(doors): DRD doesn't know C11 atomics and sees an ordinary write
 *          and an ordinary read
 * @false-alarm drd race(green): DRD doesn't know C11 atomics and sees an ordinary write
 *          and an ordinary read
 * @misses  native: x86 processors reorder neither stores with stores nor loads with loads,
 *          so the doors are only seen open on processors such as ARM
 * @expect  explore   wrong-result
 * @hint    The driver has seen green.  Which other store may he now rely on, and who
 *          promised it?
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
	atomic_store_explicit(&green, true, memory_order_relaxed);	//~ green: write
	return NULL;
}

static bool
leave_at_green(void)
{
	bool go;

	do {
		sched_yield();
		go = atomic_load_explicit(&green, memory_order_relaxed);	//~ green: read
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
