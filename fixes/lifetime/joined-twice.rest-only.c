// SPDX-License-Identifier: MIT
/*
 * Joined twice, fixed: the clean-up finishes only the tracks that are still being rendered.
 *
 * @how   Begin the last loop behind the track that has been finished early.
 * @why   Each thread is joined once, by whoever needs its result first.
 * @cost  main() has to know who has joined what; the next early finish must change the loop again.
 */
#include <pthread.h>
#include <stdio.h>

enum { TRACKS = 2 };

struct track {
	pthread_t thread;
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
}

static void
track_finish(struct track *track)
{
	void *rendered = NULL;

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
	for (int i = 1; i < TRACKS; i++) {
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
