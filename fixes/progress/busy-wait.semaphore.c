// SPDX-License-Identifier: MIT
/*
 * Busy wait, a semaphore: one post for one soup.
 *
 * @how   the flag becomes a semaphore that starts at 0; the cook posts, main waits
 * @why   sem_wait() sleeps until there is a post, and a post that comes first is kept.
 * @cost  a post wakes one waiter and is then used up: for several waiters it takes an event
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

enum { PATIENCE = 5 };

atomic_int stirred;		/* atomic, so that no compiler leaves out the work */
sem_t ready;

static void *
cook(void *unused)
{
	while (stirred < ROUNDS) {
		stirred++;
	}
	sem_post(&ready);
	return unused;
}

int
main(void)
{
	pthread_t thread;
	int asked = 1;

	sem_init(&ready, 0, 0);
	pthread_create(&thread, NULL, cook, NULL);
	sem_wait(&ready);
	pthread_join(thread, NULL);
	if (asked > PATIENCE) {
		fprintf(stderr, "wrong: asked %d times for one soup\n", asked);
		return 1;
	}
	puts("soup is ready");
	return 0;
}
