// SPDX-License-Identifier: MIT
/*
 * Task ends worker, fixed: each task has a thread that it may end.
 *
 * @how   the worker runs each task in a thread of its own and joins it
 * @why   The task is again alone on its thread, as it was written to be, and there are still
 *        never more than two at a time.
 * @cost  a thread is created and joined for every task, some ten microseconds; worth it only
 *        for code that can't be changed
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
		pthread_exit(NULL);
	}
	return width[photo];
}

static void *
shrink(void *arg)
{
	int photo = *(int *)arg;

	small[photo] = read_width(photo) / 2;
	return NULL;
}

static void *
worker(void *unused)
{
	for (int photo = take(); photo != NO_MORE; photo = take()) {
		pthread_t task;

		pthread_create(&task, NULL, shrink, &photo);
		pthread_join(task, NULL);
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
