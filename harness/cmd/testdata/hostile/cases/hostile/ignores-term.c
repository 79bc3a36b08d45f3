// SPDX-License-Identifier: MIT
/*
 * Ignores TERM: stuck, and not to be asked to end.
 *
 * Both threads wait for a lock that is never given back.
 *
 * @level 1
 * @stdout done
 * @expect native hang
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <signal.h>
#include <stdio.h>

pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *
wait_for_ever(void *arg)
{
	pthread_mutex_lock(&lock);
	return arg;
}

int
main(void)
{
	pthread_t thread;

	for (int s = 1; s < NSIG; s++) {
		signal(s, SIG_IGN);
	}
	pthread_mutex_lock(&lock);
	pthread_create(&thread, NULL, wait_for_ever, NULL);
	pthread_join(thread, NULL);
	puts("done");
	return 0;
}
