// SPDX-License-Identifier: MIT
/*
 * Submit after shutdown, refused: a pool that is closed says so.
 *
 * @how   pool_shutdown() closes the pool; submit() then returns false, and main sends the
 *        index itself
 * @why   The flag is set under the queue's lock, so a task is either in front of STOP
 *        and done, or refused; none is accepted and forgotten.
 * @cost  every caller must look at the result and have an answer to "no"
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>

enum { PHOTOS = 4, INDEX = PHOTOS, FILES, ROOM = 8, STOP = -1 };

static bool sent[FILES], closed;
static int task[ROOM], head, tail;	/* room for all tasks */
static pthread_t thread;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t filled = PTHREAD_COND_INITIALIZER;

static bool
submit(int file)
{
	pthread_mutex_lock(&lock);
	bool accepted = !closed;
	if (accepted) {
		task[tail++] = file;
		closed = file == STOP;
		pthread_cond_signal(&filled);
	}
	pthread_mutex_unlock(&lock);
	return accepted;
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
	pthread_join(thread, NULL);
}

int
main(void)
{
	pthread_create(&thread, NULL, worker, NULL);
	for (int photo = 0; photo < PHOTOS; photo++) {
		submit(photo);
	}
	pool_shutdown();
	if (!submit(INDEX)) {
		sent[INDEX] = true;
	}
	if (!sent[INDEX]) {
		fprintf(stderr, "wrong: the index was accepted and never sent\n");
		return 1;
	}
	printf("%d photos and the index sent\n", PHOTOS);
	return 0;
}
