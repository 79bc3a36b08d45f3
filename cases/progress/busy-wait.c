// SPDX-License-Identifier: MIT
/*
 * Busy wait: main asks "is it ready yet?" as fast as it can.
 *
 * The cook sets `ready` when the soup is done, and main looks at the flag until it is
 * set.  The flag is atomic and the result is right.  But main asks a million times
 * for one answer, and that takes time from the processor on which the cook could work:
 * on a machine with one processor, main uses up its whole share of time before the cook
 * gets on.  Waiting should cost nothing: main sleeps, and the cook wakes it.  Then one
 * look before the sleep and one after it are enough.
 *
 * @level   1
 * @cwe     400
 * @topic   T2
 * @stdout  soup is ready
 * @misses  tsan: the flag is atomic, so there is no data race; how often it is read is
 *          not known to the tool
 * @misses  helgrind: the atomic store is a locked instruction, which it takes for a read,
 *          so it sees no race; how often a thread looks in vain is no error to it
 * @misses  drd: the atomic store is a locked instruction, which it takes for a read, so
 *          it sees no race; how often a thread looks in vain is no error to it
 * @expect  native    wrong-result
 * @expect  explore   wrong-result
 * @hint    What does main do while the cook is at work, and what could it do instead?
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

enum { PATIENCE = 5 };

atomic_int stirred;		/* atomic, so that no compiler leaves out the work */
atomic_bool ready;

static void *
cook(void *unused)
{
	while (stirred < ROUNDS) {
		stirred++;
	}
	ready = true;						//~ ready: write
	return unused;
}

int
main(void)
{
	pthread_t thread;
	int asked = 1;

	pthread_create(&thread, NULL, cook, NULL);
	while (!ready) {					//~ ready: read
		asked++;
	}
	pthread_join(thread, NULL);
	if (asked > PATIENCE) {
		fprintf(stderr, "wrong: asked %d times for one soup\n", asked);
		return 1;
	}
	puts("soup is ready");
	return 0;
}
