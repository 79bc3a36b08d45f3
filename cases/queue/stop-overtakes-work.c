// SPDX-License-Identifier: MIT
/*
 * STOP overtakes work: what is found later comes into the queue behind STOP.
 *
 * A searcher takes a folder from the queue and puts the folders it finds inside into
 * the same queue.  Main puts in the topmost folder and, as that is all it has, STOP
 * behind it.  A sentinel means "nothing comes after me", and from main nothing does.
 * But here the consumer produces, too: what it finds in the first folder lies behind
 * STOP, and it goes home before it comes to that.  How much gets searched depends on
 * who is quicker.
 *
 * @level   2
 * @cwe     696 821
 * @stdout  5 folders searched
 * @misses  tsan: the queue is locked at every access; that items are left in it is no
 *          data race
 * @misses  helgrind: the queue is locked at every access; that items are left in it is
 *          no error of locking
 * @misses  drd: the queue is locked at every access; that items are left in it is no
 *          error of locking
 * @expect  native    wrong-result
 * @expect  explore   wrong-result
 * @hint    When main puts STOP into the queue, who can still put something behind it?
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
static void *
search(void *arg)
{
	int *searched = arg, folder;

	while ((folder = take()) != STOP) {			//~ enough: read
		*searched += 1;
		for (int inner = 2 * folder; inner <= 2 * folder + 1; inner++) {
			if (inner <= FOLDERS) {
				put(inner);			//~ found: write
			}
		}
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
	put(STOP);						//~ stop: write
	pthread_join(searcher, NULL);
	if (searched != FOLDERS) {
		fprintf(stderr, "wrong: %d of %d folders searched\n", searched, FOLDERS);
		return 1;
	}
	printf("%d folders searched\n", searched);
	return 0;
}
