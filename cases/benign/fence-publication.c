// SPDX-License-Identifier: MIT
/*
 * Fence publication: relaxed accesses to the flag, and no release or acquire in sight.
 *
 * It looks wrong because the flag is stored and loaded relaxed, so that it orders
 * nothing: the bug of "relaxed publish".  It is right because of the two fences.  What
 * comes before the release fence in the writer is visible after the acquire fence in
 * the reader, once the reader has seen the flag that was stored after the release fence.
 * The fence does what a release store does, for all atomic stores after it, and the
 * acquire fence is paid once, when the waiting is over.
 *
 * @level   4
 * @cwe     366
 * @stdout  the menu has 3 dishes
 * @false-alarm tsan race(menu): ThreadSanitizer doesn't know atomic_thread_fence, so for it
 *          the relaxed flag orders nothing
 * @false-alarm helgrind race(ready): Helgrind doesn't know C11 atomics and sees an
 *          ordinary write and an ordinary read
 * @false-alarm drd race(ready): DRD doesn't know C11 atomics and sees an ordinary write
 *          and an ordinary read
 * @false-alarm helgrind race(menu): Helgrind doesn't take the fences for synchronisation
 * @false-alarm drd race(menu): DRD doesn't take the fences for synchronisation
 * @hint    Draw the three steps of each thread.  Which of them may not pass which fence?
 */
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>

int menu;
atomic_bool ready;

static void *
kitchen(void *arg)
{
	(void)arg;
	menu = 3;	//~ menu: write
	atomic_thread_fence(memory_order_release);	//~ fence: signal
	atomic_store_explicit(&ready, true, memory_order_relaxed);	//~ ready: write
	return NULL;
}

int
main(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, kitchen, NULL);
	do {
		sched_yield();
	} while (!atomic_load_explicit(&ready, memory_order_relaxed));	//~ ready: read
	atomic_thread_fence(memory_order_acquire);	//~ fence: wait
	int dishes = menu;	//~ menu: read
	pthread_join(thread, NULL);

	if (dishes != 3) {
		fprintf(stderr, "wrong: the menu has %d dishes\n", dishes);
		return 1;
	}
	printf("the menu has %d dishes\n", dishes);
	return 0;
}
