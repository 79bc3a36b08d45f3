// SPDX-License-Identifier: MIT
/*
 * Pipeline drops the sentinel: a stage goes home and tells nobody behind it.
 *
 * Photos go through two stages, each a thread with a queue before it: one makes them
 * small, one uploads them.  After the last photo main puts STOP into the first queue.
 * The first stage takes it, knows what it means, and leaves its loop; but STOP was
 * addressed to everybody behind it, too.  The second queue never gets one, and the last
 * stage waits there for a photo from a thread that has ended long ago.  Each stage is
 * right by itself; what is missing lies between them.
 *
 * @level   1
 * @cwe     821
 * @topic   T3
 * @stdout  3 photos uploaded
 * @misses  tsan: what one stage writes the next reads after the post; waiting for a
 *          post that nobody makes is no data race
 * @misses  helgrind: the semaphores are used as they should be, and the stage that
 *          waits holds no lock that could be reported when the hung program is ended
 * @misses  drd: the semaphores are used as they should be, and waiting for one is no
 *          error
 * @expect  native    hang
 * @expect  explore   stuck(last-stage)
 * @hint    STOP is put into one queue; into which does it have to come, and who could
 *          put it there?
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
	sem_wait(&q->filled);						//~ last-stage: wait
	return q->item[q->head++];
}

static void *
shrink(void *arg)
{
	int photo;

	while ((photo = take(&loaded)) != STOP) {			//~ first-stage
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
	put(&loaded, STOP);						//~ stop: signal
	pthread_join(shrinker, NULL);
	pthread_join(uploader, NULL);
	if (uploaded != PHOTOS) {
		fprintf(stderr, "wrong: %d of %d photos uploaded\n", uploaded, PHOTOS);
		return 1;
	}
	printf("%d photos uploaded\n", uploaded);
	return 0;
}
