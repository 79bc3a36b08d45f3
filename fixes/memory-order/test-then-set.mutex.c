// SPDX-License-Identifier: MIT
/*
 * Test, then set, fixed: a mutex instead of the home-made lock.
 *
 * @how   `pthread_mutex_t` instead of the flag.
 * @why   A mutex tests and sets in one step, and lets a waiting thread sleep.
 * @cost  Almost none when nobody waits; a system call when somebody has to.
 */
#include <pthread.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

pthread_mutex_t busy = PTHREAD_MUTEX_INITIALIZER;
long dishes;

static void
lock(void)
{
	pthread_mutex_lock(&busy);
}

static void
unlock(void)
{
	pthread_mutex_unlock(&busy);
}

static void *
cook(void *arg)
{
	(void)arg;
	for (int i = 0; i < ROUNDS; i++) {
		lock();
		dishes += 1;
		unlock();
	}
	return NULL;
}

int
main(void)
{
	pthread_t cooks[2];

	pthread_create(&cooks[0], NULL, cook, NULL);
	pthread_create(&cooks[1], NULL, cook, NULL);
	pthread_join(cooks[0], NULL);
	pthread_join(cooks[1], NULL);

	if (dishes != 2L * ROUNDS) {
		fprintf(stderr, "wrong: %ld of %ld dishes\n", dishes, 2L * ROUNDS);
		return 1;
	}
	puts("every dish was counted");
	return 0;
}
