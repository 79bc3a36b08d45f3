// SPDX-License-Identifier: MIT
/*
 * Pool waits on itself, continuation: no task waits; the innermost ends them all.
 *
 * @how   count() queues the folder inside and returns; whoever counts a folder adds it
 *        to the one around it, and so on up to the first
 * @why   A worker never waits for anything but the queue, so it is always free to take
 *        the next task.  Only main, which is no worker, waits.
 * @cost  a function is cut in two, before and after the wait, and what was on the stack
 *        in between must be kept in the task
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

struct folder {
	int files;
	struct folder *inside, *around;
	sem_t counted;
};

static struct folder jazz = { .files = 30 }, music = { .files = 5, .inside = &jazz };
static struct folder home = { .files = 7, .inside = &music };
static struct folder *queue[8];		/* NULL behind the last one */
static int head, tail;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static sem_t filled;

static void
submit(struct folder *folder)
{
	pthread_mutex_lock(&lock);
	queue[tail++] = folder;
	pthread_mutex_unlock(&lock);
	sem_post(&filled);
}

static int
count_in_pool(struct folder *folder)
{
	sem_init(&folder->counted, 0, 0);
	submit(folder);
	sem_wait(&folder->counted);
	return folder->files;
}

static void
count(struct folder *folder)
{
	if (folder->inside != NULL) {
		folder->inside->around = folder;
		submit(folder->inside);
		return;
	}
	while (folder->around != NULL) {
		folder->around->files += folder->files;
		folder = folder->around;
	}
	sem_post(&folder->counted);
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
