// SPDX-License-Identifier: MIT
/*
 * STOP overtakes work, inside: what is found in a folder is searched at once.
 *
 * @how   the searcher goes into the folders it finds by itself instead of putting them
 *        into the queue
 * @why   Now only main produces, and STOP is really behind all that it puts; an item is
 *        finished, with all that's in it, before the next one is taken.
 * @cost  one folder with all below it is the work of one thread, so several searchers
 *        can't share it; deep trees need stack
 */
#include <pthread.h>
#include <stdio.h>

enum { FOLDERS = 5, ROOM = 8, STOP = -1 };

/* There is room for all folders, so put() never has to wait. */
static int item[ROOM], head, tail;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t filled = PTHREAD_COND_INITIALIZER;

static void
put(int folder)
{
	pthread_mutex_lock(&lock);
	item[tail++] = folder;
	pthread_cond_signal(&filled);
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
static void
search_folder(int folder, int *searched)
{
	*searched += 1;
	for (int inner = 2 * folder; inner <= 2 * folder + 1; inner++) {
		if (inner <= FOLDERS) {
			search_folder(inner, searched);
		}
	}
}

static void *
search(void *arg)
{
	int *searched = arg, folder;

	while ((folder = take()) != STOP) {
		search_folder(folder, searched);
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
	put(STOP);
	pthread_join(searcher, NULL);
	if (searched != FOLDERS) {
		fprintf(stderr, "wrong: %d of %d folders searched\n", searched, FOLDERS);
		return 1;
	}
	printf("%d folders searched\n", searched);
	return 0;
}
