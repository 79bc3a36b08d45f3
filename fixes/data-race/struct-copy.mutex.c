// SPDX-License-Identifier: MIT
/*
 * Struct copy, under a lock: from taking the copy to storing it nobody else may store.
 *
 * @how         A mutex is held from copying the settings until they are written back.
 * @why         The copy is still up to date when it is stored, so the neighbour's field
 *              is overwritten with the value that it has.
 * @cost        The lock is held for all that is done with the copy. To lock for the copy
 *              and again for the storing would not help.
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

pthread_mutex_t settings_lock = PTHREAD_MUTEX_INITIALIZER;
struct settings settings;

static void *
volume_knob(void *arg)
{
	char shown[40];

	(void)arg;
	for (int i = 0; i < ROUNDS; i++) {
		pthread_mutex_lock(&settings_lock);
		struct settings mine = settings;

		mine.volume += 1;
		snprintf(shown, sizeof(shown), "volume %ld", mine.volume);
		settings = mine;
		pthread_mutex_unlock(&settings_lock);
	}
	return NULL;
}

static void *
brightness_knob(void *arg)
{
	char shown[40];

	(void)arg;
	for (int i = 0; i < ROUNDS; i++) {
		pthread_mutex_lock(&settings_lock);
		struct settings mine = settings;

		mine.brightness += 1;
		snprintf(shown, sizeof(shown), "brightness %ld", mine.brightness);
		settings = mine;
		pthread_mutex_unlock(&settings_lock);
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
