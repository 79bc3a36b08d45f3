// SPDX-License-Identifier: MIT
/*
 * Struct copy, only one's own field: each knob reads and writes nothing but its field.
 *
 * @how         The field is changed in place; no copy of the struct is made.
 * @why         Two members of a struct are two memory locations. As long as each thread
 *              keeps to its own, there is nothing to lock.
 * @cost        None; but the two values are no longer stored together. If they must fit
 *              each other, it takes a lock.
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
		settings.volume += 1;
		snprintf(shown, sizeof(shown), "volume %ld", settings.volume);
	}
	return NULL;
}

static void *
brightness_knob(void *arg)
{
	char shown[40];

	(void)arg;
	for (int i = 0; i < ROUNDS; i++) {
		settings.brightness += 1;
		snprintf(shown, sizeof(shown), "brightness %ld", settings.brightness);
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
