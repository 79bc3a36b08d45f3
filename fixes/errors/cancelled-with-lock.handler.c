// SPDX-License-Identifier: MIT
/*
 * Cancelled with a lock, with a clean-up handler: the unlock is done on every way out.
 *
 * @how   pthread_cleanup_push() registers the unlock right after the lock;
 *        pthread_cleanup_pop(1) takes it off the list and does it
 * @why   A thread that is cancelled runs its handlers before it ends, and the condition wait
 *        has the lock when that happens, so the unlock is right.
 * @cost  every lock held across a call in which a thread can be cancelled needs it; the two
 *        lines are macros that must stand in one block
 * @false-alarm helgrind bad-unlock(tray): it doesn't notice that the cancelled wait has taken
 *        the lock again before the handler runs
 */
#include <pthread.h>
#include <stdio.h>

static int pages;
static pthread_mutex_t tray = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t filled = PTHREAD_COND_INITIALIZER;

static void
give_back(void *lock)
{
	pthread_mutex_unlock(lock);				//~ tray: unlock
}

static void *
printer(void *unused)
{
	for (;;) {
		pthread_mutex_lock(&tray);
		pthread_cleanup_push(give_back, &tray);
		while (pages == 0) {
			pthread_cond_wait(&filled, &tray);
		}
		pages--;
		pthread_cleanup_pop(1);
	}
	return unused;
}

int
main(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, printer, NULL);
	pthread_cancel(thread);
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
