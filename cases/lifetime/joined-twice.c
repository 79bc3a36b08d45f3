// SPDX-License-Identifier: MIT
/*
 * Joined twice: the clean-up joins a thread that was joined long before.
 *
 * main needs the intro before it can begin the song, so it finishes that track early; and
 * at the end it finishes all tracks, the intro once more.  But a joined thread is gone,
 * and its identifier is free for the next one: here the song's thread has got it.  The
 * second join of the intro waits for the song and takes its result away, and the join
 * that was meant for the song finds nobody, and says so in a return value that nobody
 * reads.
 *
 * @level   2
 * @cwe     675
 * @origin  AMTL pull request 16: Join(), called more than once, may join the wrong thread
 * @stdout  3 and 5 minutes
 * @unable  tsan: its run-time keeps a list of the threads, can't find the one that is joined
 *          again, and ends the program with "CHECK failed"
 * @expect  helgrind  api-error(finish)
 * @misses  drd: DRD looks at what a join orders, not at what it returns
 * @expect  native    wrong-result
 * @expect  explore   wrong-result
 * @expect  explore   api-error(finish)
 * @hint    Which thread does the identifier in tracks[0] stand for after the first join?
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

	pthread_join(track->thread, &rendered);	//~ finish: join
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
