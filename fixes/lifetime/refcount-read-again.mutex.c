// SPDX-License-Identifier: MIT
/*
 * Reference count read again, fixed: both steps are done under one lock.
 *
 * @how   Take a lock around the subtraction and the look, and free outside of it.
 * @why   Nobody else can subtract between the two, so only the last painter sees 0.  The count
 *        needn't be atomic any more.
 * @cost  A lock for what one atomic operation can do; worth it where more than a count changes.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum { PAINTERS = 2 };

struct tile {
	int users;
	int pixels;
};

pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void
tile_release(struct tile *tile)
{
	pthread_mutex_lock(&lock);
	int left = --tile->users;
	pthread_mutex_unlock(&lock);
	if (left == 0) {
		free(tile);
	}
}

static void *
paint(void *arg)
{
	struct tile *tile = arg;
	long pixels = tile->pixels;

	tile_release(tile);
	return (void *)pixels;
}

int
main(void)
{
	struct tile *tile = malloc(sizeof *tile);
	pthread_t painters[PAINTERS];
	long painted = 0;

	tile->users = PAINTERS;
	tile->pixels = 256;
	for (int i = 0; i < PAINTERS; i++) {
		pthread_create(&painters[i], NULL, paint, tile);
	}
	for (int i = 0; i < PAINTERS; i++) {
		void *pixels;

		pthread_join(painters[i], &pixels);
		painted += (long)pixels;
	}
	if (painted != 512) {
		fprintf(stderr, "wrong: %ld pixels painted\n", painted);
		return 1;
	}
	printf("%ld pixels painted\n", painted);
	return 0;
}
