// SPDX-License-Identifier: MIT
/*
 * Condition variable destroyed: the reminder is closed while its thread still waits on it.
 *
 * All reminders have rung, and main takes the reminder apart: the condition variables, the
 * mutex.  But ring() is an endless loop, and nobody has told its thread that it is over.  It
 * waits on `changed`, as it does whenever nothing is due, and destroying a condition
 * variable on which a thread waits is undefined.  glibc waits in pthread_cond_destroy()
 * until the last waiter has left: here that is for ever.  Before 2.25 it refused with EBUSY,
 * which nobody looked at, and the thread waited on in memory that was no longer its own.
 *
 * @level   2
 * @cwe     826 833
 * @origin  r-lib/later pull request 10: the timer thread's condition variable, destroyed by the
 *          timer's destructor
 * @stdout  3 reminders
 * @misses  tsan: to ThreadSanitizer destroying is a write, and the lock orders it behind the wait;
 *          then the program hangs, of which it says nothing
 * @expect  helgrind  destroy-in-use(close)
 * @expect  drd       destroy-in-use(close)
 * @expect  native    hang
 * @expect  explore   destroy-in-use(close)
 * @expect  explore   thread-leak(start)
 * @hint    Where is the reminder's thread while reminder_close() destroys what it uses?
 */
#include <pthread.h>
#include <stdio.h>

struct reminder {
	pthread_mutex_t lock;
	pthread_cond_t changed, rung;
	pthread_t thread;
	int due, done;
};

static void *
ring(void *arg)
{
	struct reminder *reminder = arg;

	pthread_mutex_lock(&reminder->lock);
	for (;;) {
		while (reminder->due == 0) {
			pthread_cond_wait(&reminder->changed, &reminder->lock);	//~ idle: wait
		}
		reminder->done += reminder->due;
		reminder->due = 0;
		pthread_cond_signal(&reminder->rung);
	}
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
