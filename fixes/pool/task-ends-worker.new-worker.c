// SPDX-License-Identifier: MIT
/*
 * Task ends worker, fixed: main starts another worker for each that was lost.
 *
 * @how   a worker that found no more work returns `finished`; one that a task has ended
 *        doesn't, and main, which joins it, puts another one in its place
 * @why   How a thread ended comes with its join, so no loss is overlooked.  Whichever worker
 *        is lost, the photos behind it are still there to be taken.
 * @cost  a new thread for each failed task; and main looks at one worker after the other, so
 *        that a loss may be noticed late
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

static void
shrink(int photo)
{
	small[photo] = read_width(photo) / 2;
}

static char finished[] = "finished";

static void *
worker(void *unused)
{
	for (int photo = take(); photo != NO_MORE; photo = take()) {
		shrink(photo);
	}
	(void)unused;
	return finished;
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
		void *how;

		while (pthread_join(workers[i], &how) == 0 && how != finished) {
			pthread_create(&workers[i], NULL, worker, NULL);
		}
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
