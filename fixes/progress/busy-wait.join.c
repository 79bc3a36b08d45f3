// SPDX-License-Identifier: MIT
/*
 * Busy wait, joined: main waits for the cook instead of the flag.
 *
 * @how   the flag is gone; pthread_join() waits until the thread has ended
 * @why   The soup is ready when the cook has nothing left to do, and the join sleeps until
 *        then.
 * @cost  only for work that ends with its thread: a cook who goes on to the next dish has to
 *        tell by other means
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

enum { PATIENCE = 5 };

atomic_int stirred;		/* atomic, so that no compiler leaves out the work */

static void *
cook(void *unused)
{
	while (stirred < ROUNDS) {
		stirred++;
	}
	return unused;
}

int
main(void)
{
	pthread_t thread;
	int asked = 1;

	pthread_create(&thread, NULL, cook, NULL);
	pthread_join(thread, NULL);
	if (asked > PATIENCE) {
		fprintf(stderr, "wrong: asked %d times for one soup\n", asked);
		return 1;
	}
	puts("soup is ready");
	return 0;
}
