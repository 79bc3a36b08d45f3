// SPDX-License-Identifier: MIT
/*
 * STOP overtakes work, counted: the last one that is finished brings STOP.
 *
 * @how   `open` counts folders that are queued or being searched; whoever makes it 0
 *        puts STOP
 * @why   A folder is counted before it is put, and uncounted only when all that was
 *        found in it has been counted. So 0 means that there is none, and none can
 *        come.
 * @cost  a counter under the lock; with more than one folder to begin with, main must be
 *        counted too until all are in; several searchers need a STOP each (lost-sentinel)
 */
#include <pthread.h>
#include <stdio.h>

enum { FOLDERS = 5, ROOM = 8, STOP = -1 };

/* There is room for all folders, so put() never has to wait. */
static int item[ROOM], head, tail, open;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t filled = PTHREAD_COND_INITIALIZER;

static void
put(int folder)
{
	pthread_mutex_lock(&lock);
	item[tail++] = folder;
	open += 1;
	pthread_cond_signal(&filled);
	pthread_mutex_unlock(&lock);
}

static void
finished(void)
{
	pthread_mutex_lock(&lock);
	open -= 1;
	if (open == 0) {
		item[tail++] = STOP;
		pthread_cond_signal(&filled);
	}
	pthread_mutex_unlock(&lock);
}

static int
take(void)
{
	pthread_mutex_lock(&lock);
	while (head == tail) {
		pthread_cond_wait(&filled, &lock);
	}
	int folder = item[head++];
	pthread_mutex_unlock(&lock);
	return folder;
}

/* Folder n holds the folders 2n and 2n + 1, if there are so many. */
static void *
search(void *arg)
{
	int *searched = arg, folder;

	while ((folder = take()) != STOP) {
		*searched += 1;
		for (int inner = 2 * folder; inner <= 2 * folder + 1; inner++) {
			if (inner <= FOLDERS) {
				put(inner);
			}
		}
		finished();
	}
	return NULL;
}

int
main(void)
{
	pthread_t searcher;
	int searched = 0;

	pthread_create(&searcher, NULL, search, &searched);
	put(1);
	pthread_join(searcher, NULL);
	if (searched != FOLDERS) {
		fprintf(stderr, "wrong: %d of %d folders searched\n", searched, FOLDERS);
		return 1;
	}
	printf("%d folders searched\n", searched);
	return 0;
}
