// SPDX-License-Identifier: MIT
/*
 * Pool waits on itself: every worker waits for a task that only a worker could run.
 *
 * A folder's files are counted by the pool.  If there is a folder inside, count() has
 * that one counted by the pool too, and waits for the answer.  One worker takes the home
 * folder, queues `music` and waits; the other takes `music`, queues `jazz` and waits.
 * Now `jazz` is in the queue, and nobody is left to take it.  With one level less, or
 * one worker more, the program works: the bug comes with the first deep tree.
 *
 * @level   2
 * @cwe     833
 * @topic   T3
 * @stdout  42 files
 * @misses  tsan: there is no lock cycle; the workers wait for semaphores, and a semaphore
 *          has no owner whom it could follow
 * @misses  helgrind: the hung workers hold no lock, and waiting for a semaphore is no
 *          error
 * @misses  drd: waiting for a semaphore is no error
 * @expect  native    hang
 * @expect  explore   stuck(counted)
 * @hint    Where are the two workers while `jazz` is in the queue?
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
	sem_wait(&folder->counted);		//~ counted: wait
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
