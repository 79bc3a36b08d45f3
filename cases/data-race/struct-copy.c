// SPDX-License-Identifier: MIT
/*
 * Struct copy: each knob changes its own field, and writes back the other one's too.
 *
 * One thread serves the volume knob, the other one the knob for the brightness.  Each
 * takes a copy of the settings, changes its field in the copy and stores the copy.
 * Nobody meant to touch the neighbour's field, but storing the copy writes all of the
 * struct: the neighbour's field gets the value that it had when the copy was taken.
 * The screen was just made brighter, and a turn at the volume makes it dark again.
 *
 * @level   2
 * @cwe     366
 * @stdout  every turn of the knobs counted
 * @expect  tsan      race(settings)
 * @expect  helgrind  race(settings)
 * @expect  drd       race(settings)
 * @expect  native    wrong-result may
 * @expect  explore   wrong-result
 * @expect  explore   race(settings)
 * @hint    Which fields does `settings = mine` write?
 */
#include <pthread.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

struct settings {
	long volume;
	long brightness;
};

struct settings settings;

static void *
volume_knob(void *arg)
{
	char shown[40];

	(void)arg;
	for (int i = 0; i < ROUNDS; i++) {
		struct settings mine = settings;	//~ settings: read

		mine.volume += 1;
		snprintf(shown, sizeof(shown), "volume %ld", mine.volume);
		settings = mine;			//~ settings: write
	}
	return NULL;
}

static void *
brightness_knob(void *arg)
{
	char shown[40];

	(void)arg;
	for (int i = 0; i < ROUNDS; i++) {
		struct settings mine = settings;	//~ settings: read

		mine.brightness += 1;
		snprintf(shown, sizeof(shown), "brightness %ld", mine.brightness);
		settings = mine;			//~ settings: write
	}
	return NULL;
}

int
main(void)
{
	pthread_t a, b;

	pthread_create(&a, NULL, volume_knob, NULL);
	pthread_create(&b, NULL, brightness_knob, NULL);
	pthread_join(a, NULL);
	pthread_join(b, NULL);

	if (settings.volume != ROUNDS || settings.brightness != ROUNDS) {
		fprintf(stderr, "wrong: volume %ld, brightness %ld, not %d each\n",
		    settings.volume, settings.brightness, ROUNDS);
		return 1;
	}
	puts("every turn of the knobs counted");
	return 0;
}
