// SPDX-License-Identifier: MIT
/*
 * Event cleared, generation: the event counts how often it has happened.
 *
 * @how   instead of a flag a number that only goes up; a ticket says how many boardings
 *        there had been when it was sold, and its holder waits for a further one
 * @why   What has happened stays visible: whoever looks late, woken or new, still finds
 *        another number than the one on the ticket. Nothing needs clearing; the next
 *        ferry's tickets carry the new number.
 * @cost  every waiter must know which announcement it has seen last
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

struct event {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	unsigned times;
};

struct event boarding = { PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0 };
atomic_int aboard;

static void
event_announce(struct event *event)
{
	pthread_mutex_lock(&event->lock);
	event->times += 1;
	pthread_cond_broadcast(&event->changed);
	pthread_mutex_unlock(&event->lock);
}

static void
event_wait(struct event *event, unsigned seen)
{
	pthread_mutex_lock(&event->lock);
	while (event->times == seen) {
		pthread_cond_wait(&event->changed, &event->lock);
	}
	pthread_mutex_unlock(&event->lock);
}

static void *
passenger(void *arg)
{
	const unsigned *ticket = arg;

	event_wait(&boarding, *ticket);
	atomic_fetch_add(&aboard, 1);
	return NULL;
}

int
main(void)
{
	pthread_t early, late;
	unsigned ticket = boarding.times;

	pthread_create(&early, NULL, passenger, &ticket);
	pthread_create(&late, NULL, passenger, &ticket);
	event_announce(&boarding);
	pthread_join(early, NULL);
	pthread_join(late, NULL);
	if (aboard != 2) {
		fprintf(stderr, "wrong: %d of 2 passengers aboard\n", aboard);
		return 1;
	}
	printf("%d passengers aboard\n", aboard);
	return 0;
}
