// SPDX-License-Identifier: MIT
/*
 * Thread per task, a pool: two workers for all photos, a future for each.
 *
 * This is the whole thing, to be copied: tasks are submitted at any time, each is also
 * the future of its result; get() waits for one result; shutdown lets the workers empty
 * the queue and joins them.  Two threads fit into any machine; the broken program's
 * guard zone is left out, for the tools have no room for it and could not watch the
 * workers at work.
 *
 * @how   a pool with a fixed number of workers and a queue; a task is a function, what it
 *        works on, and its result
 * @why   The number of threads no longer depends on the number of tasks.  Everything the
 *        threads share is under one lock.  get() does waiting tasks itself rather than
 *        sleep, so the pool goes on working when fewer workers than wanted, or none,
 *        could be started, and when a task waits for another one.
 * @cost  a queue, and tasks that wait their turn; a task must live until its get(), and
 *        get() may do another task first: don't call it holding a lock that a task needs
 * @large-diff a whole pool takes the place of a loop over pthread_create
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>

enum { PHOTOS = 4, WORKERS = 2 };

struct task {
	int (*work)(int width);
	int width, result;
	bool done;
	struct task *next;
};

static struct pool {
	struct task *first, **end;
	bool closed;
	int workers;
	pthread_t worker[WORKERS];
	pthread_mutex_t lock;
	pthread_cond_t changed;		/* a task came, a task is done, the pool is closed */
} pool = { .end = &pool.first, .lock = PTHREAD_MUTEX_INITIALIZER,
	.changed = PTHREAD_COND_INITIALIZER };

/* Does the first task of the queue.  Call it holding the lock; the task runs without. */
static void
do_one(void)
{
	struct task *task = pool.first;

	pool.first = task->next;
	if (pool.first == NULL) {
		pool.end = &pool.first;
	}
	pthread_mutex_unlock(&pool.lock);
	int result = task->work(task->width);
	pthread_mutex_lock(&pool.lock);
	task->result = result;
	task->done = true;
	pthread_cond_broadcast(&pool.changed);
}

static void *
worker(void *unused)
{
	pthread_mutex_lock(&pool.lock);
	while (pool.first != NULL || !pool.closed) {
		if (pool.first != NULL) {
			do_one();
		} else {
			pthread_cond_wait(&pool.changed, &pool.lock);
		}
	}
	pthread_mutex_unlock(&pool.lock);
	return unused;
}

static void
pool_start(void)
{
	while (pool.workers < WORKERS &&
	       pthread_create(&pool.worker[pool.workers], NULL, worker, NULL) == 0) {
		pool.workers++;
	}
}

/* False: the pool is closed, and the task will not be done. */
static bool
submit(struct task *task)
{
	pthread_mutex_lock(&pool.lock);
	bool accepted = !pool.closed;
	if (accepted) {
		task->done = false;
		task->next = NULL;
		*pool.end = task;
		pool.end = &task->next;
		pthread_cond_broadcast(&pool.changed);
	}
	pthread_mutex_unlock(&pool.lock);
	return accepted;
}

/* Waits for the result of a task that was accepted. */
static int
get(struct task *task)
{
	pthread_mutex_lock(&pool.lock);
	while (!task->done) {
		if (pool.first != NULL) {
			do_one();
		} else {
			pthread_cond_wait(&pool.changed, &pool.lock);
		}
	}
	int result = task->result;
	pthread_mutex_unlock(&pool.lock);
	return result;
}

/* No task is accepted any more; returns when the queue is empty and no worker is left. */
static void
pool_shutdown(void)
{
	pthread_mutex_lock(&pool.lock);
	pool.closed = true;
	pthread_cond_broadcast(&pool.changed);
	while (pool.workers == 0 && pool.first != NULL) {
		do_one();
	}
	pthread_mutex_unlock(&pool.lock);
	for (int i = 0; i < pool.workers; i++) {
		pthread_join(pool.worker[i], NULL);
	}
}

static int
shrink(int width)
{
	return width / 4;
}

int
main(void)
{
	struct task photo[PHOTOS] = {
		{ .work = shrink, .width = 4000 }, { .work = shrink, .width = 8000 },
		{ .work = shrink, .width = 1600 }, { .work = shrink, .width = 2400 },
	};
	int total = 0;

	pool_start();
	for (int i = 0; i < PHOTOS; i++) {
		submit(&photo[i]);	/* an open pool refuses nothing */
	}
	for (int i = 0; i < PHOTOS; i++) {
		total += get(&photo[i]);
	}
	pool_shutdown();
	if (total != 4000) {
		fprintf(stderr, "wrong: %d pixels together, not 4000\n", total);
		return 1;
	}
	printf("%d photos, %d pixels wide together\n", PHOTOS, total);
	return 0;
}
