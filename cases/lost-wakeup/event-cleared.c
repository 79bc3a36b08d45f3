// SPDX-License-Identifier: MIT
/*
 * Event cleared: the signal to board is taken down before anybody has seen it.
 *
 * Passengers wait at the pier until boarding is announced.  main() sets the event and
 * clears it at once, so that those who come for the next ferry don't walk on board this
 * one.  The broadcast does wake those who wait; but to wake is not yet to go: each of them
 * must first get the lock and look at the flag again, and by then the flag is down.
 * Whoever arrives a moment later sees even less.  All go (back) to sleep, and the ferry
 * leaves empty.  A flag that is taken down at once is only seen by luck.
 *
 * @level   2
 * @cwe     821
 * @topic   T2 T4
 * @stdout  2 passengers aboard
 * @misses  tsan: the flag is only touched under the lock, so there is no data race; who
 *          was meant to see it, the tool cannot know
 * @misses  helgrind: wait and broadcast are used as the manual says, and a hang is no
 *          error to it
 * @misses  drd: wait and broadcast are used as the manual says, and a hang is no error
 *          to it
 * @expect  native    hang 25%
 * @expect  explore   stuck(pier)
 * @hint    A passenger has just been woken: what must happen before it looks at
 *          `is_set`, and who can be quicker?
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>

struct event {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	bool is_set;
};

struct event boarding = { PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, false };
atomic_int aboard;

static void
event_set(struct event *event)
{
	pthread_mutex_lock(&event->lock);
	event->is_set = true;
	pthread_cond_broadcast(&event->changed);
	pthread_mutex_unlock(&event->lock);
}

static void
event_clear(struct event *event)
{
	pthread_mutex_lock(&event->lock);
	event->is_set = false;					//~ taken-down: write
	pthread_mutex_unlock(&event->lock);
}

static void
event_wait(struct event *event)
{
	pthread_mutex_lock(&event->lock);
	while (!event->is_set) {
		pthread_cond_wait(&event->changed, &event->lock);	//~ pier: wait
	}
	pthread_mutex_unlock(&event->lock);
}

static void *
passenger(void *arg)
{
	(void)arg;
	event_wait(&boarding);
	atomic_fetch_add(&aboard, 1);
	return NULL;
}

int
main(void)
{
	pthread_t early, late;

	pthread_create(&early, NULL, passenger, NULL);
	pthread_create(&late, NULL, passenger, NULL);
	event_set(&boarding);
	event_clear(&boarding);
	pthread_join(early, NULL);
	pthread_join(late, NULL);
	if (aboard != 2) {
		fprintf(stderr, "wrong: %d of 2 passengers aboard\n", aboard);
		return 1;
	}
	printf("%d passengers aboard\n", aboard);
	return 0;
}
