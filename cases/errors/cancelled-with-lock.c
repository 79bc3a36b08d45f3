// SPDX-License-Identifier: MIT
/*
 * Cancelled with a lock: the printer is switched off and takes the tray's key with it.
 *
 * The printer waits on a condition for a page to be put into the tray.  At closing time
 * main cancels it.  That takes effect in certain calls that can wait, a condition wait
 * among them, and there only after the wait has taken the lock again.  The thread ends at
 * that line; the unlock further down is never reached, and a lock is not given back by
 * the end of its thread.  main, which wants to count the pages left over, waits for ever.
 *
 * @level   3
 * @cwe     404 833
 * @stdout  0 pages left over
 * @misses  tsan: the lock is still held by a thread that has ended, and it reports
 *          neither that nor a wait without end
 * @misses  helgrind: it doesn't notice that a cancelled wait takes the lock again, and so
 *          believes it to be free
 * @misses  drd: it doesn't notice that a cancelled wait takes the lock again, and so finds
 *          no lock held at the end of the thread
 * @expect  native    hang
 * @expect  explore   stuck(left-over)
 * @expect  explore   lock-held(tray)
 * @hint    What does the printer hold at the line where it is cancelled?
 */
#include <pthread.h>
#include <stdio.h>

static int pages;
static pthread_mutex_t tray = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t filled = PTHREAD_COND_INITIALIZER;

static void *
printer(void *unused)
{
	for (;;) {
		pthread_mutex_lock(&tray);			//~ tray: lock
		while (pages == 0) {
			pthread_cond_wait(&filled, &tray);	//~ tray: wait
		}
		pages--;
		pthread_mutex_unlock(&tray);			//~ tray: unlock
	}
	return unused;
}

int
main(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, printer, NULL);
	pthread_cancel(thread);					//~ cancel
	pthread_join(thread, NULL);
	pthread_mutex_lock(&tray);				//~ left-over: lock
	int left = pages;
	pthread_mutex_unlock(&tray);
	if (left != 0) {
		fprintf(stderr, "wrong: %d pages left over\n", left);
		return 1;
	}
	printf("%d pages left over\n", left);
	return 0;
}
