// SPDX-License-Identifier: MIT
/*
 * Event without memory, fixed: the event has a flag that stays set.
 *
 * @how     struct event gets a flag; event_set() sets it, event_wait() waits
 *          only while it is not set
 * @why     Whoever comes late finds the flag and doesn't wait. The flag and the
 *          wait are under one lock, so it cannot be set between the look and
 *          the wait.
 * @cost    one byte for each event; whoever wants to use it again needs an
 *          event_clear(), which has troubles of its own (see event-cleared)
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>

struct event {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	bool is_set;
};

struct event doors_open = { PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, false };
pthread_mutex_t hall = PTHREAD_MUTEX_INITIALIZER;
int lamps_lit;			/* before the doors open */
int visitors;			/* who can see something */

static void
event_set(struct event *event)
{
	pthread_mutex_lock(&event->lock);
	event->is_set = true;
	pthread_cond_broadcast(&event->changed);
	pthread_mutex_unlock(&event->lock);
}

static void
event_wait(struct event *event)
{
	pthread_mutex_lock(&event->lock);
	while (!event->is_set) {
		pthread_cond_wait(&event->changed, &event->lock);
	}
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
