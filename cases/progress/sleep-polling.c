// SPDX-License-Identifier: MIT
/*
 * Sleep polling: a look every millisecond misses what happens in between.
 *
 * The build server sets `building` during a build and clears it afterwards.  The
 * monitor looks, sleeps, looks again, and takes "was building, no longer is" for
 * a finished build.  A build that starts and ends during one sleep leaves no
 * trace.  A shorter sleep only makes that rarer and burns more processor time.
 * A flag tells how things are now; the monitor needs to know what has happened.
 *
 * @level   2
 * @cwe     362
 * @topic   T2
 * @stdout  3 builds reported
 * @expect  native    wrong-result
 * @misses  tsan: both flags are atomic, so there is no data race; ThreadSanitizer doesn't
 *          know that the monitor was meant to see every change
 * @misses  helgrind: it takes the atomic stores (locked instructions) for reads: no race;
 *          that every change was meant to be seen it can't know
 * @misses  drd: it takes the atomic stores (locked instructions) for reads: no race; that
 *          every change was meant to be seen it can't know
 * @expect  explore   wrong-result
 * @hint    What does the monitor see of a build that takes a tenth of a millisecond?
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <time.h>

enum { BUILDS = 3 };

atomic_bool building;
atomic_bool day_over;
unsigned checksum = 1;

static void
compile(void)
{
	for (int i = 0; i < 1000; i++) {
		checksum = checksum * 31 + 7;
	}
}

static void *
build_server(void *arg)
{
	(void)arg;
	for (int i = 0; i < BUILDS; i++) {
		building = true;	//~ building: write
		compile();
		building = false;	//~ building: write
	}
	day_over = true;	//~ over: write
	return NULL;
}

int
main(void)
{
	struct timespec millisecond = { .tv_nsec = 1000000 };
	pthread_t server;
	bool was_building = false;
	int reported = 0;

	pthread_create(&server, NULL, build_server, NULL);
	while (!day_over) {	//~ over: read
		bool is_building = building;	//~ building: read
		reported += was_building && !is_building;
		was_building = is_building;
		nanosleep(&millisecond, NULL);	//~ look-away: sleep
	}
	pthread_join(server, NULL);

	if (reported != BUILDS) {
		fprintf(stderr, "wrong: %d of %d builds reported\n", reported, BUILDS);
		return 1;
	}
	printf("%d builds reported\n", reported);
	return 0;
}
