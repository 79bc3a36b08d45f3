// SPDX-License-Identifier: MIT
/*
 * Sleep polling, fixed in part: it still polls, but what it polls keeps count.
 *
 * @how   The server counts finished builds; the monitor catches up with the count.
 * @why   A number that only grows can't be missed between two looks, only seen late.
 *        The last look comes after `day_over`, so it sees every build.
 * @cost  A report comes up to a millisecond late, and the monitor wakes a thousand times
 *        a second for nothing.
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <time.h>

enum { BUILDS = 3 };

atomic_int finished;
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
		compile();
		finished += 1;
	}
	day_over = true;
	return NULL;
}

int
main(void)
{
	struct timespec millisecond = { .tv_nsec = 1000000 };
	pthread_t server;
	bool last_look = false;
	int reported = 0;

	pthread_create(&server, NULL, build_server, NULL);
	while (!last_look) {
		last_look = day_over;
		while (reported < finished) {
			reported += 1;
		}
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
