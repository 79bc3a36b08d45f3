// SPDX-License-Identifier: MIT
/*
 * Cancelled with a lock, asked to stop: the printer ends itself, at a place of its choice.
 *
 * @how   main sets `closing` and wakes the printer, which looks at the flag whenever it looks
 *        at the tray, unlocks and returns
 * @why   The thread ends where its author wants it to, with everything given back; the flag
 *        is under the lock that the wait uses, so it can't be missed.
 * @cost  the thread must come and look: one that is in a long system call notices nothing
 *        until it is back
 */
#include <pthread.h>
#include <stdio.h>

static int pages, closing;
static pthread_mutex_t tray = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t filled = PTHREAD_COND_INITIALIZER;

static void *
printer(void *unused)
{
	pthread_mutex_lock(&tray);
	while (!closing) {
		if (pages > 0) {
			pages--;
		} else {
			pthread_cond_wait(&filled, &tray);
		}
	}
	pthread_mutex_unlock(&tray);
	return unused;
}

int
main(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, printer, NULL);
	pthread_mutex_lock(&tray);
	closing = 1;
	pthread_cond_signal(&filled);
	pthread_mutex_unlock(&tray);
	pthread_join(thread, NULL);
	pthread_mutex_lock(&tray);
	int left = pages;
	pthread_mutex_unlock(&tray);
	if (left != 0) {
		fprintf(stderr, "wrong: %d pages left over\n", left);
		return 1;
	}
	printf("%d pages left over\n", left);
	return 0;
}
