// SPDX-License-Identifier: MIT
/*
 * Pipeline drops the sentinel, close: whoever ends closes the queue behind it.
 *
 * @how   the queue can be closed, and with an error: take() says false when it is
 *        closed and empty; a stage closes its output when it ends and hands the error
 *        on
 * @why   The end is a state that stays, not an item that somebody must take and copy.
 *        As a stage closes its output on all ways out, both the end and the first error
 *        reach the last stage, behind all photos that came through.
 * @cost  a lock and a condition instead of the semaphore, and every taker looks at two
 *        results
 * @large-diff  the semaphore can't tell a closed queue from an empty one, so the queue
 *              is another
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>

enum { PHOTOS = 3, ROOM = 8 };

#define QUEUE { .lock = PTHREAD_MUTEX_INITIALIZER, .filled = PTHREAD_COND_INITIALIZER }

/* There is room for all photos, so put() never has to wait. */
static struct queue {
	pthread_mutex_t lock;
	pthread_cond_t filled;
	int item[ROOM], head, tail, error;
	bool closed;
} loaded = QUEUE, shrunk = QUEUE;

static void
put(struct queue *q, int photo)
{
	pthread_mutex_lock(&q->lock);
	q->item[q->tail++] = photo;
	pthread_cond_signal(&q->filled);
	pthread_mutex_unlock(&q->lock);
}

static void
close_queue(struct queue *q, int error)
{
	pthread_mutex_lock(&q->lock);
	q->closed = true;
	q->error = error;
	pthread_cond_broadcast(&q->filled);
	pthread_mutex_unlock(&q->lock);
}

/* False at the end; then *error says whether it came by an error. */
static bool
take(struct queue *q, int *photo, int *error)
{
	pthread_mutex_lock(&q->lock);
	while (q->head == q->tail && !q->closed) {
		pthread_cond_wait(&q->filled, &q->lock);
	}
	bool any = q->head != q->tail;
	if (any) {
		*photo = q->item[q->head++];
	}
	*error = q->error;
	pthread_mutex_unlock(&q->lock);
	return any;
}

static void *
shrink(void *arg)
{
	int photo, error;

	while (take(&loaded, &photo, &error)) {
		put(&shrunk, photo);
	}
	close_queue(&shrunk, error);
	return arg;
}

static void *
upload(void *arg)
{
	int *uploaded = arg, photo, error;

	while (take(&shrunk, &photo, &error)) {
		*uploaded += 1;
	}
	if (error != 0) {
		*uploaded = -1;
	}
	return NULL;
}

int
main(void)
{
	pthread_t shrinker, uploader;
	int uploaded = 0;

	pthread_create(&shrinker, NULL, shrink, NULL);
	pthread_create(&uploader, NULL, upload, &uploaded);
	for (int photo = 1; photo <= PHOTOS; photo++) {
		put(&loaded, photo);
	}
	close_queue(&loaded, 0);
	pthread_join(shrinker, NULL);
	pthread_join(uploader, NULL);
	if (uploaded != PHOTOS) {
		fprintf(stderr, "wrong: %d of %d photos uploaded\n", uploaded, PHOTOS);
		return 1;
	}
	printf("%d photos uploaded\n", uploaded);
	return 0;
}
