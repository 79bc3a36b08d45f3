// SPDX-License-Identifier: MIT
/*
 * Pool waits on itself, take back: a task that nobody runs is done by whoever waits for it.
 *
 * @how   a task is done by whoever claims it first: a worker that takes it from the
 *        queue, or the one that waits for it
 * @why   Nobody waits for a task that lies in the queue, only for one that somebody is
 *        running, and that one is deeper in the tree: the deepest waits for nothing.
 * @cost  a flag in each task, and tasks that are already done pass through the queue;
 *        the stack of a worker grows as deep as the tree
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdbool.h>
#include <stdio.h>

struct folder {
	int files;
	struct folder *inside;
	bool claimed;
	sem_t counted;
};

static struct folder jazz = { .files = 30 }, music = { .files = 5, .inside = &jazz };
static struct folder home = { .files = 7, .inside = &music };
static struct folder *queue[8];		/* NULL behind the last one */
static int head, tail;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static sem_t filled;

static void count(struct folder *folder);

static void
claim_and_count(struct folder *folder)
{
	pthread_mutex_lock(&lock);
	bool mine = !folder->claimed;
	folder->claimed = true;
	pthread_mutex_unlock(&lock);
	if (mine) {
		count(folder);
	}
}

static int
count_in_pool(struct folder *folder)
{
	sem_init(&folder->counted, 0, 0);
	pthread_mutex_lock(&lock);
	queue[tail++] = folder;
	pthread_mutex_unlock(&lock);
	sem_post(&filled);
	claim_and_count(folder);
	sem_wait(&folder->counted);
	return folder->files;
}

static void
count(struct folder *folder)
{
	folder->files += folder->inside ? count_in_pool(folder->inside) : 0;
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
		claim_and_count(folder);
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
