// SPDX-License-Identifier: MIT
/*
 * Setenv and getenv: a time zone for one thread, in a variable of the whole process.
 *
 * A travel agency prints arrival times.  To convert to the time of a city, each thread
 * sets TZ, as programs with one thread do, and calls a function that asks for TZ.  But a
 * process has only one environment.  If the other thread sets TZ between this one's
 * setenv() and getenv(), a flight to Tokyo arrives at the hour of New York.  Worse can
 * happen inside of the C library: only setenv() takes a lock, and it may move the list of
 * all variables while getenv() is walking through it (glibc 2.41 and later survive that).
 *
 * @level   2
 * @cwe     366
 * @origin  libical issue 86 (Debian bug 630690): a conversion between time zones sets TZ
 * @stdout  every hour is right
 * @misses  tsan: it looks only at code that it has instrumented, and the environment is
 *          read and written inside of the C library
 * @expect  helgrind  race(zone)
 * @expect  drd       race(zone)
 * @expect  native    wrong-result 21%
 * @expect  explore   race(zone)
 * @expect  explore   wrong-result
 * @hint    Whose time zone is TZ?
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

struct flight {
	const char *zone;		/* minus: hours ahead of Greenwich */
	int hour, wrong;
};

/* The hour of the day when it is noon in Greenwich. */
static int
local_noon(void)
{
	return 12 - atoi(getenv("TZ") + 3);			//~ zone: read
}

static void *
convert(void *arg)
{
	struct flight *flight = arg;

	for (int i = 0; i < ROUNDS; i++) {
		setenv("TZ", flight->zone, 1);			//~ zone: write
		flight->wrong += local_noon() != flight->hour;
	}
	return NULL;
}

int
main(void)
{
	struct flight flight[2] = { { "JST-9", 21, 0 }, { "EST5", 7, 0 } };
	pthread_t thread[2];

	for (int i = 0; i < 2; i++) {
		pthread_create(&thread[i], NULL, convert, &flight[i]);
	}
	for (int i = 0; i < 2; i++) {
		pthread_join(thread[i], NULL);
	}
	if (flight[0].wrong + flight[1].wrong > 0) {
		fprintf(stderr, "wrong: %d hours for Tokyo, %d for New York\n",
			flight[0].wrong, flight[1].wrong);
		return 1;
	}
	puts("every hour is right");
	return 0;
}
