// SPDX-License-Identifier: MIT
/*
 * Setenv and getenv, locked: setting TZ and using it are one step.
 *
 * @how   a lock is held from setenv() until the hour is there
 * @why   No other thread of this program can set TZ in between, nor can its setenv() meet
 *        this one's getenv() inside the library.
 * @cost  one conversion at a time; it helps only if everybody who looks at the environment
 *        takes the lock, and libraries that do so on their own don't know of it
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
	return 12 - atoi(getenv("TZ") + 3);
}

static pthread_mutex_t environment = PTHREAD_MUTEX_INITIALIZER;

static void *
convert(void *arg)
{
	struct flight *flight = arg;

	for (int i = 0; i < ROUNDS; i++) {
		pthread_mutex_lock(&environment);
		setenv("TZ", flight->zone, 1);
		flight->wrong += local_noon() != flight->hour;
		pthread_mutex_unlock(&environment);
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
