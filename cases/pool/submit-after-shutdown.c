// SPDX-License-Identifier: MIT
/*
 * Submit after shutdown: a last task goes to a pool whose worker has left.
 *
 * A backup uploads four photos in the background, then an index that may only go when
 * all photos are there.  pool_shutdown() looks like a handy way to wait for them: it
 * lets the worker empty the queue, then joins it.  But now the worker is gone for good.
 * submit() still puts the index into the queue, where nobody will ever look, and
 * nothing tells main that it came too late.
 *
 * @level   2
 * @cwe     672
 * @topic   T0
 * @stdout  4 photos and the index sent
 * @misses  tsan: the queue is locked at every access, so there is no data race; that
 *          nobody is left to read it is no concern of the tool
 * @misses  helgrind: the queue is locked at every access, and no lock is left held
 * @misses  drd: the queue is locked at every access, and no lock is left held
 * @expect  native    wrong-result
 * @expect  explore   wrong-result
 * @hint    Which threads are alive when the index is submitted?
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>

enum { PHOTOS = 4, INDEX = PHOTOS, FILES, ROOM = 8, STOP = -1 };

static bool sent[FILES];
static int task[ROOM], head, tail;	/* room for all tasks */
static pthread_t thread;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t filled = PTHREAD_COND_INITIALIZER;

static void
submit(int file)
{
	pthread_mutex_lock(&lock);
	task[tail++] = file;					//~ submit: write
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
	int file = task[head++];
	pthread_mutex_unlock(&lock);
	return file;
}

static void *
worker(void *unused)
{
	for (int file = take(); file != STOP; file = take()) {
		sent[file] = true;
	}
	return unused;
}

static void
pool_shutdown(void)
{
	submit(STOP);
	pthread_join(thread, NULL);				//~ shutdown: join
}

int
main(void)
{
	pthread_create(&thread, NULL, worker, NULL);
	for (int photo = 0; photo < PHOTOS; photo++) {
		submit(photo);
	}
	pool_shutdown();
	submit(INDEX);						//~ too-late: write
	if (!sent[INDEX]) {
		fprintf(stderr, "wrong: the index was accepted and never sent\n");
		return 1;
	}
	printf("%d photos and the index sent\n", PHOTOS);
	return 0;
}
