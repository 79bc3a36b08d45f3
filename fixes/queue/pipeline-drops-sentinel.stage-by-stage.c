// SPDX-License-Identifier: MIT
/*
 * Pipeline drops the sentinel, stage by stage: main tells every stage itself.
 *
 * @how   main joins the first stage and then puts STOP into the second queue itself
 * @why   When the first stage has been joined, all its photos are in the second queue,
 *        so that STOP comes behind them; and it comes however the first stage ended, by
 *        an error, too.
 * @cost  somebody must know all the stages and their order
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

enum { PHOTOS = 3, ROOM = 8, STOP = -1 };

/* One thread puts, one takes, and there is room for all: the semaphore is enough. */
static struct queue {
	sem_t filled;
	int item[ROOM], head, tail;
} loaded, shrunk;

static void
put(struct queue *q, int photo)
{
	q->item[q->tail++] = photo;
	sem_post(&q->filled);
}

static int
take(struct queue *q)
{
	sem_wait(&q->filled);
	return q->item[q->head++];
}

static void *
shrink(void *arg)
{
	int photo;

	while ((photo = take(&loaded)) != STOP) {
		put(&shrunk, photo);
	}
	return arg;
}

static void *
upload(void *arg)
{
	int *uploaded = arg;

	while (take(&shrunk) != STOP) {
		*uploaded += 1;
	}
	return NULL;
}

int
main(void)
{
	pthread_t shrinker, uploader;
	int uploaded = 0;

	sem_init(&loaded.filled, 0, 0);
	sem_init(&shrunk.filled, 0, 0);
	pthread_create(&shrinker, NULL, shrink, NULL);
	pthread_create(&uploader, NULL, upload, &uploaded);
	for (int photo = 1; photo <= PHOTOS; photo++) {
		put(&loaded, photo);
	}
	put(&loaded, STOP);
	pthread_join(shrinker, NULL);
	put(&shrunk, STOP);
	pthread_join(uploader, NULL);
	if (uploaded != PHOTOS) {
		fprintf(stderr, "wrong: %d of %d photos uploaded\n", uploaded, PHOTOS);
		return 1;
	}
	printf("%d photos uploaded\n", uploaded);
	return 0;
}
