// SPDX-License-Identifier: MIT
/*
 * Event without memory: whoever comes after the doors have opened waits for ever.
 *
 * The museum opens once, and event_set() tells it to all who are waiting at that
 * moment.  It leaves no trace: the late visitor finds no sign that the doors are
 * open and waits for an announcement that was made before.  (The early one has
 * no better luck when the announcement comes before it reaches the wait.)  A
 * broadcast is a shout, an event is a sign on the door.
 *
 * @level   1
 * @cwe     821
 * @topic   T0
 * @stdout  2 visitors inside
 * @misses  tsan: no memory is shared without the lock; waiting for ever is no data race
 * @misses  helgrind: a broadcast that nobody hears is allowed, and a hang is no error
 *          to it
 * @misses  drd: a broadcast that nobody hears is allowed, and a hang is no error to it
 * @expect  native    hang
 * @expect  explore   stuck(too-late)
 * @hint    What in `struct event` is different before and after event_set()?
 */
#include <pthread.h>
#include <stdio.h>

struct event {
	pthread_mutex_t lock;
	pthread_cond_t changed;
};

struct event doors_open = { PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER };
pthread_mutex_t hall = PTHREAD_MUTEX_INITIALIZER;
int lamps_lit;			/* before the doors open */
int visitors;			/* who can see something */

static void
event_set(struct event *event)
{
	pthread_mutex_lock(&event->lock);
	pthread_cond_broadcast(&event->changed);		//~ announced: signal
	pthread_mutex_unlock(&event->lock);
}

static void
event_wait(struct event *event)
{
	pthread_mutex_lock(&event->lock);
	pthread_cond_wait(&event->changed, &event->lock);	//~ too-late: wait
	pthread_mutex_unlock(&event->lock);
}

static void *
visit(void *arg)
{
	(void)arg;
	event_wait(&doors_open);
	pthread_mutex_lock(&hall);
	if (lamps_lit) {
		visitors += 1;
	}
	pthread_mutex_unlock(&hall);
	return NULL;
}

int
main(void)
{
	pthread_t early, late;

	pthread_create(&early, NULL, visit, NULL);
	lamps_lit = 1;
	event_set(&doors_open);
	pthread_create(&late, NULL, visit, NULL);
	pthread_join(early, NULL);
	pthread_join(late, NULL);
	if (visitors != 2) {
		fprintf(stderr, "wrong: light for %d of 2 visitors\n", visitors);
		return 1;
	}
	printf("%d visitors inside\n", visitors);
	return 0;
}
