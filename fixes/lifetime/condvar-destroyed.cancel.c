// SPDX-License-Identifier: MIT
/*
 * Condition variable destroyed, fixed: the thread is cancelled out of its wait, and joined.
 *
 * @how   Cancel the thread and join it before anything is destroyed; a clean-up handler unlocks.
 * @why   pthread_cond_wait() is a cancellation point.  A cancelled wait takes the lock once more
 *        before the handlers run, so one of them has to give it back.
 * @cost  Every function that ring() will ever call must be fit to be cancelled in.
 * @false-alarm helgrind destroy-in-use(close): Helgrind doesn't notice that a cancelled wait ends
 * @false-alarm helgrind bad-unlock(unlock): Helgrind doesn't know that a cancelled wait takes
 *        the lock again
 * @false-alarm drd destroy-in-use(close): DRD doesn't notice that a cancelled wait ends
 * @false-alarm drd condvar-misuse(close): DRD doesn't notice that a cancelled wait ends
 */
#include <pthread.h>
#include <stdio.h>

struct reminder {
	pthread_mutex_t lock;
	pthread_cond_t changed, rung;
	pthread_t thread;
	int due, done;
};

static void
unlock(void *lock)
{
	pthread_mutex_unlock(lock);	//~ unlock: unlock
}

static void *
ring(void *arg)
{
	struct reminder *reminder = arg;

	pthread_mutex_lock(&reminder->lock);
	pthread_cleanup_push(unlock, &reminder->lock);
	for (;;) {
		while (reminder->due == 0) {
			pthread_cond_wait(&reminder->changed, &reminder->lock);	//~ idle: wait
		}
		reminder->done += reminder->due;
		reminder->due = 0;
		pthread_cond_signal(&reminder->rung);
	}
	pthread_cleanup_pop(1);
	return NULL;
}

static void
reminder_open(struct reminder *reminder)
{
	pthread_mutex_init(&reminder->lock, NULL);
	pthread_cond_init(&reminder->changed, NULL);
	pthread_cond_init(&reminder->rung, NULL);
	pthread_create(&reminder->thread, NULL, ring, reminder);	//~ start: create
}

static void
reminder_close(struct reminder *reminder)
{
	pthread_cancel(reminder->thread);
	pthread_join(reminder->thread, NULL);
	pthread_cond_destroy(&reminder->changed);	//~ close: free
	pthread_cond_destroy(&reminder->rung);
	pthread_mutex_destroy(&reminder->lock);
}

int
main(void)
{
	struct reminder reminder = { .due = 3 };

	reminder_open(&reminder);
	pthread_mutex_lock(&reminder.lock);
	while (reminder.done < 3) {
		pthread_cond_wait(&reminder.rung, &reminder.lock);
	}
	pthread_mutex_unlock(&reminder.lock);
	reminder_close(&reminder);
	printf("%d reminders\n", reminder.done);
	return 0;
}
