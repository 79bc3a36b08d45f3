// SPDX-License-Identifier: MIT
/*
 * Busy wait, an event: main sleeps until the cook wakes it.
 *
 * @how   `ready` is under a lock and has a condition variable; main waits for the condition
 *        as long as the flag is not set
 * @why   pthread_cond_wait() unlocks and sleeps in one step, so the cook can't set the flag
 *        between main's look and its sleep.  The flag stays set: a cook who is quicker than
 *        main is no harm.
 * @cost  two calls into the system, some microseconds: for waits shorter than that, asking a
 *        few times first is quicker, as an adaptive mutex does
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
bool ready;
pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
pthread_cond_t changed = PTHREAD_COND_INITIALIZER;

static void *
cook(void *unused)
{
	while (stirred < ROUNDS) {
		stirred++;
	}
	pthread_mutex_lock(&lock);
	ready = true;
	pthread_cond_signal(&changed);
	pthread_mutex_unlock(&lock);
	return unused;
}

int
main(void)
{
	pthread_t thread;
	int asked = 1;

	pthread_create(&thread, NULL, cook, NULL);
	pthread_mutex_lock(&lock);
	while (!ready) {
		pthread_cond_wait(&changed, &lock);
	}
	pthread_mutex_unlock(&lock);
	pthread_join(thread, NULL);
	if (asked > PATIENCE) {
		fprintf(stderr, "wrong: asked %d times for one soup\n", asked);
		return 1;
	}
	puts("soup is ready");
	return 0;
}
