// SPDX-License-Identifier: MIT
/*
 * Joined twice, fixed: a track knows whether it has a thread, and joins it once.
 *
 * @how   Note at the start that there is a thread to join, and at the join that there is none
 *        any more.
 * @why   Every successful pthread_create() is then followed by exactly one pthread_join(),
 *        however often track_finish() is called.
 * @cost  A flag that belongs to one thread: if two threads finished tracks, it would need a lock.
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>

enum { TRACKS = 2 };

struct track {
	pthread_t thread;
	bool running;
	long minutes;
	long rendered;
};

static void *
render(void *arg)
{
	const struct track *track = arg;

	return (void *)track->minutes;
}

static void
track_start(struct track *track)
{
	pthread_create(&track->thread, NULL, render, track);
	track->running = true;
}

static void
track_finish(struct track *track)
{
	void *rendered = NULL;

	if (!track->running) {
		return;
	}
	track->running = false;
	pthread_join(track->thread, &rendered);
	track->rendered = (long)rendered;
}

int
main(void)
{
	struct track tracks[TRACKS] = { { .minutes = 3 }, { .minutes = 5 } };

	/* The song begins where the intro ends, so the intro comes first. */
	track_start(&tracks[0]);
	track_finish(&tracks[0]);
	track_start(&tracks[1]);
	for (int i = 0; i < TRACKS; i++) {
		track_finish(&tracks[i]);
	}
	if (tracks[0].rendered != 3 || tracks[1].rendered != 5) {
		fprintf(stderr, "wrong: %ld and %ld minutes instead of 3 and 5\n",
			tracks[0].rendered, tracks[1].rendered);
		return 1;
	}
	printf("%ld and %ld minutes\n", tracks[0].rendered, tracks[1].rendered);
	return 0;
}
