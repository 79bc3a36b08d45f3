// SPDX-License-Identifier: MIT
/*
 * Setenv and getenv, an argument: who converts says for which zone.
 *
 * @how   local_noon() is given the zone; nobody sets or reads TZ
 * @why   An argument belongs to the call and so to its thread; nothing is shared any more.
 * @cost  none, where the function is yours; where a library insists on TZ (as localtime()
 *        does) you need another one that takes a zone
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
local_noon(const char *zone)
{
	return 12 - atoi(zone + 3);
}

static void *
convert(void *arg)
{
	struct flight *flight = arg;

	for (int i = 0; i < ROUNDS; i++) {
		flight->wrong += local_noon(flight->zone) != flight->hour;
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
