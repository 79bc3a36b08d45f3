// SPDX-License-Identifier: MIT
/*
 * Stop flag, as an event: the guard sleeps until he is told.
 *
 * @how         The flag is set and tested under a mutex, and a condition variable wakes
 *              the waiter.
 * @why         The mutex orders writer and reader. The flag stays set, so nothing is lost
 *              when it is set before the guard begins to wait; the loop tests it again
 *              after each waking.
 * @cost        A mutex and a condition variable more, but no processor time while
 *              waiting, and the guard wakes at once.
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>

pthread_mutex_t closing_lock = PTHREAD_MUTEX_INITIALIZER;
pthread_cond_t closing_set = PTHREAD_COND_INITIALIZER;
bool closing;
bool doors_locked;

static void *
guard(void *arg)
{
	(void)arg;
	pthread_mutex_lock(&closing_lock);
	while (!closing) {
		pthread_cond_wait(&closing_set, &closing_lock);
	}
	pthread_mutex_unlock(&closing_lock);
	doors_locked = true;
	return NULL;
}

int
main(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, guard, NULL);
	pthread_mutex_lock(&closing_lock);
	closing = true;
	pthread_cond_broadcast(&closing_set);
	pthread_mutex_unlock(&closing_lock);
	pthread_join(thread, NULL);

	if (!doors_locked) {
		fprintf(stderr, "wrong: the doors of 1 museum are open all night\n");
		return 1;
	}
	puts("doors locked");
	return 0;
}
