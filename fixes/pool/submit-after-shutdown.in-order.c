// SPDX-License-Identifier: MIT
/*
 * Submit after shutdown, in order: everything is submitted before the pool is closed.
 *
 * @how   main submits the index right after the photos and shuts the pool down last
 * @why   The one worker takes the tasks in the order of the queue, so the index goes
 *        when the photos are there, and STOP is behind them all.
 * @cost  none here; with more than one worker the index could overtake a photo, and main
 *        would have to wait for the photos before submitting it
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
	task[tail++] = file;
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
	pthread_join(thread, NULL);
}

int
main(void)
{
	pthread_create(&thread, NULL, worker, NULL);
	for (int photo = 0; photo < PHOTOS; photo++) {
		submit(photo);
	}
	submit(INDEX);
	pool_shutdown();
	if (!sent[INDEX]) {
		fprintf(stderr, "wrong: the index was accepted and never sent\n");
		return 1;
	}
	printf("%d photos and the index sent\n", PHOTOS);
	return 0;
}
