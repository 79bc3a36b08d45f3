// SPDX-License-Identifier: MIT
/*
 * Event cleared, cleared later: the signal stays up until everybody is on board.
 *
 * @how   event_clear() comes after both passengers have been joined
 * @why   A flag that stays set can't be missed. It is taken down when those for whom it
 *        was put up have gone through, and only then.
 * @cost  whoever clears must know for whom the event was, and wait for the slowest of
 *        them
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
	event->is_set = false;
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
	pthread_join(early, NULL);
	pthread_join(late, NULL);
	event_clear(&boarding);
	if (aboard != 2) {
		fprintf(stderr, "wrong: %d of 2 passengers aboard\n", aboard);
		return 1;
	}
	printf("%d passengers aboard\n", aboard);
	return 0;
}
