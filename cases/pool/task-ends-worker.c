// SPDX-License-Identifier: MIT
/*
 * Task ends worker: a task that fails takes the pool's thread with it.
 *
 * Once there was a thread for each photo, and read_width() gave up by ending it: nothing
 * else was left to do.  Now two workers do all the photos.  The thread isn't the task's any
 * more, but pthread_exit() still ends it, so the worker never comes back to its loop, and
 * nobody starts another one.  The first unreadable photo makes the pool slower, which nobody
 * notices.  The second one takes the last worker, and the photos behind it are never looked
 * at.  main joins both workers: they have ended, and how, it doesn't ask.
 *
 * @level   2
 * @cwe     755
 * @origin  Grizzly (Java) issue 2023: a thread of the fixed pool that a task's error has
 *          ended isn't replaced
 * @stdout  4 shrunk, 2 unreadable
 * @misses  tsan: every access is locked or ordered by the joins; that a thread ends early is
 *          no data race
 * @misses  helgrind: the worker holds no lock when it ends, and it is joined; why it ended is
 *          no concern of the tool
 * @misses  drd: the worker holds no lock when it ends, and it is joined; why it ended is no
 *          concern of the tool
 * @expect  native    wrong-result
 * @expect  explore   wrong-result
 * @hint    Whose thread is it that read_width() ends, and what was it to do next?
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
		pthread_exit(NULL);				//~ give-up: free
	}
	return width[photo];
}

static void
shrink(int photo)
{
	small[photo] = read_width(photo) / 2;
}

static void *
worker(void *unused)
{
	for (int photo = take(); photo != NO_MORE; photo = take()) {
		shrink(photo);					//~ task: use
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
