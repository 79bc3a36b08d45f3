// SPDX-License-Identifier: MIT
/*
 * Pool waits on itself, direct call: whoever needs the number counts it.
 *
 * @how   count() calls itself for the folder inside, instead of queueing it
 * @why   No task waits for another task any more, so however few workers there are, each
 *        comes to its end.  The worker would only have waited: it may as well count.
 * @cost  what is below a folder is no longer counted by several workers at once
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

struct folder {
	int files;
	struct folder *inside;
	sem_t counted;
};

static struct folder jazz = { .files = 30 }, music = { .files = 5, .inside = &jazz };
static struct folder home = { .files = 7, .inside = &music };
static struct folder *queue[8];		/* NULL behind the last one */
static int head, tail;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static sem_t filled;

static int
count_in_pool(struct folder *folder)
{
	sem_init(&folder->counted, 0, 0);
	pthread_mutex_lock(&lock);
	queue[tail++] = folder;
	pthread_mutex_unlock(&lock);
	sem_post(&filled);
	sem_wait(&folder->counted);
	return folder->files;
}

static void
count(struct folder *folder)
{
	if (folder->inside != NULL) {
		count(folder->inside);
		folder->files += folder->inside->files;
	}
}

static void *
worker(void *arg)
{
	for (;;) {
		sem_wait(&filled);
		pthread_mutex_lock(&lock);
		struct folder *folder = queue[head++];
		pthread_mutex_unlock(&lock);
		if (folder == NULL) {
			return arg;
		}
		count(folder);
		sem_post(&folder->counted);
	}
}

int
main(void)
{
	pthread_t workers[2];

	sem_init(&filled, 0, 0);
	pthread_create(&workers[0], NULL, worker, NULL);
	pthread_create(&workers[1], NULL, worker, NULL);
	int files = count_in_pool(&home);
	sem_post(&filled);		/* with no folder behind it ... */
	sem_post(&filled);		/* ... it sends a worker home */
	pthread_join(workers[0], NULL);
	pthread_join(workers[1], NULL);
	printf("%d files\n", files);
	return 0;
}
