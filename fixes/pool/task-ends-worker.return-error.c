// SPDX-License-Identifier: MIT
/*
 * Task ends worker, fixed: the task returns its error, and the worker goes on.
 *
 * @how   read_width() returns -1, and shrink() leaves such a photo as it is
 * @why   A return ends the task and nothing else.  The thread comes back to the worker's loop
 *        and takes the next photo.
 * @cost  the error goes up call by call, and each caller on the way must look at it
 */
#include <pthread.h>
#include <stdio.h>

enum { WORKERS = 2, PHOTOS = 6, NO_MORE = PHOTOS };

static const int width[PHOTOS] = { 300, -1, 200, -1, 100, 400 };	/* -1: unreadable */
static int small[PHOTOS], unreadable, next;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static int
take(void)
{
	pthread_mutex_lock(&lock);
	int photo = next < PHOTOS ? next++ : NO_MORE;
	pthread_mutex_unlock(&lock);
	return photo;
}

static int
read_width(int photo)
{
	if (width[photo] < 0) {
		pthread_mutex_lock(&lock);
		unreadable += 1;
		pthread_mutex_unlock(&lock);
	}
	return width[photo];
}

static void
shrink(int photo)
{
	int pixels = read_width(photo);

	if (pixels > 0) {
		small[photo] = pixels / 2;
	}
}

static void *
worker(void *unused)
{
	for (int photo = take(); photo != NO_MORE; photo = take()) {
		shrink(photo);
	}
	return unused;
}

int
main(void)
{
	pthread_t workers[WORKERS];
	int shrunk = 0;

	for (int i = 0; i < WORKERS; i++) {
		pthread_create(&workers[i], NULL, worker, NULL);
	}
	for (int i = 0; i < WORKERS; i++) {
		pthread_join(workers[i], NULL);
	}
	for (int photo = 0; photo < PHOTOS; photo++) {
		shrunk += small[photo] > 0;
	}
	if (shrunk + unreadable != PHOTOS) {
		fprintf(stderr, "wrong: %d of %d photos never looked at\n",
			PHOTOS - shrunk - unreadable, PHOTOS);
		return 1;
	}
	printf("%d shrunk, %d unreadable\n", shrunk, unreadable);
	return 0;
}
