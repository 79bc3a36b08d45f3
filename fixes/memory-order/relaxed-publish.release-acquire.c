// SPDX-License-Identifier: MIT
/*
 * Relaxed publish, fixed: release on one side, acquire on the other.
 *
 * @how   Store the pointer with release, load it with acquire.
 * @why   Whoever loads with acquire what was stored with release sees everything that
 *        was written before that store.  Both halves are needed.
 * @cost  Nothing on x86, where plain instructions do; a little on ARM (STLR, LDAR).
 * @false-alarm helgrind race(current): Helgrind doesn't know C11 atomics and sees an
 *        ordinary write and an ordinary read
 * @false-alarm helgrind race(bread): Helgrind doesn't take the release store and the
 *        acquire load for synchronisation
 * @false-alarm drd race(current): DRD doesn't know C11 atomics and sees an ordinary write
 *        and an ordinary read
 * @false-alarm drd race(bread): DRD doesn't take the release store and the acquire load
 *        for synchronisation
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
	atomic_store_explicit(&current, &today, memory_order_release);	//~ current: write
	return NULL;
}

static struct prices *
wait_for_prices(void)
{
	struct prices *found;

	do {
		sched_yield();
		found = atomic_load_explicit(&current, memory_order_acquire);	//~ current: read
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
