// SPDX-License-Identifier: MIT
/*
 * Relaxed publish: an atomic pointer, and nothing orders what it points to.
 *
 * The publisher fills in today's prices and then stores their address in an
 * atomic pointer.  The store is relaxed, so what it promises is about the pointer
 * alone: that is never torn.  Compiler and processor may let another thread
 * see the pointer before they let it see the prices behind it.  The loading
 * side is relaxed too and doesn't ask for more.
 *
 * @level   3
 * @cwe     366
 * @stdout  bread costs 340
 * @expect  tsan      race(bread)
 * @expect  helgrind  race(bread)
 * @expect  drd       race(bread)
 * @false-alarm helgrind race(current): Helgrind doesn't know C11 atomics and sees
 *          an ordinary write and an ordinary read
 * @false-alarm drd race(current): DRD doesn't know C11 atomics and sees an ordinary
 *          write and an ordinary read
 * @misses  native: x86 processors reorder neither stores with stores nor loads with loads
 *          (nor does the compiler here): the wrong price only shows on others, such as ARM
 * @expect  explore   race(bread)
 * @hint    The pointer arrives whole.  What makes the price arrive before it?
 */
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>

struct prices {
	int bread;
};

struct prices today;
_Atomic(struct prices *) current;

static void *
publisher(void *arg)
{
	(void)arg;
	today.bread = 340;	//~ bread: write
	atomic_store_explicit(&current, &today, memory_order_relaxed);	//~ current: write
	return NULL;
}

static struct prices *
wait_for_prices(void)
{
	struct prices *found;

	do {
		sched_yield();
		found = atomic_load_explicit(&current, memory_order_relaxed);	//~ current: read
	} while (found == NULL);
	return found;
}

int
main(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, publisher, NULL);
	int bread = wait_for_prices()->bread;	//~ bread: read
	pthread_join(thread, NULL);

	if (bread != 340) {
		fprintf(stderr, "wrong: bread costs %d instead of 340\n", bread);
		return 1;
	}
	printf("bread costs %d\n", bread);
	return 0;
}
