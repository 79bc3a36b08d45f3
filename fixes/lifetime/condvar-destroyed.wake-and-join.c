// SPDX-License-Identifier: MIT
/*
 * Condition variable destroyed, fixed: the thread is told to end, and waited for, first.
 *
 * @how   Set a flag that ends the loop, signal, and join the thread before anything is destroyed.
 * @why   A joined thread waits on nothing any more, so that nothing is destroyed in use.  The
 *        flag is set under the lock, or the signal could come between the look and the wait.
 * @cost  One more thing that the loop has to look at, and closing takes as long as a running
 *        reminder.
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>

struct reminder {
	pthread_mutex_t lock;
	pthread_cond_t changed, rung;
	pthread_t thread;
	int due, done;
	bool closing;
};

static void *
ring(void *arg)
{
	struct reminder *reminder = arg;

	pthread_mutex_lock(&reminder->lock);
	for (;;) {
		while (reminder->due == 0 && !reminder->closing) {
			pthread_cond_wait(&reminder->changed, &reminder->lock);
		}
		if (reminder->due == 0) {
			break;
		}
		reminder->done += reminder->due;
		reminder->due = 0;
		pthread_cond_signal(&reminder->rung);
	}
	pthread_mutex_unlock(&reminder->lock);
	return NULL;
}

static void
reminder_open(struct reminder *reminder)
{
	pthread_mutex_init(&reminder->lock, NULL);
	pthread_cond_init(&reminder->changed, NULL);
	pthread_cond_init(&reminder->rung, NULL);
	pthread_create(&reminder->thread, NULL, ring, reminder);
}

static void
reminder_close(struct reminder *reminder)
{
	pthread_mutex_lock(&reminder->lock);
	reminder->closing = true;
	pthread_cond_signal(&reminder->changed);
	pthread_mutex_unlock(&reminder->lock);
	pthread_join(reminder->thread, NULL);
	pthread_cond_destroy(&reminder->changed);
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
