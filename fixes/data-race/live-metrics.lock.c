// SPDX-License-Identifier: MIT
/*
 * Live metrics, with a lock: the two counters of a worker are read at one moment.
 *
 * @how         Each worker's metrics have a mutex; the worker takes it to count, the
 *              monitor to read the pair.
 * @why         While the monitor holds the lock, that worker neither starts nor finishes
 *              a task, so the difference is true for it. The total adds differences of
 *              slightly different moments: never impossible, but not exact.
 * @cost        Two more locks and unlocks a task. They are nearly free, as hardly ever
 *              anybody else wants the same lock.
 */
#include <pthread.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

enum { WORKERS = 2 };

struct metrics {
	pthread_mutex_t lock;
	long started;
	long finished;
};

struct metrics metrics[WORKERS] = {
	{ .lock = PTHREAD_MUTEX_INITIALIZER },
	{ .lock = PTHREAD_MUTEX_INITIALIZER },
};
long impossible_reports;

static void *
worker(void *arg)
{
	struct metrics *mine = arg;
	char page[32];

	for (int task = 0; task < ROUNDS; task++) {
		pthread_mutex_lock(&mine->lock);
		mine->started += 1;
		pthread_mutex_unlock(&mine->lock);
		snprintf(page, sizeof(page), "<h1>Page %d</h1>", task);
		pthread_mutex_lock(&mine->lock);
		mine->finished += 1;
		pthread_mutex_unlock(&mine->lock);
	}
	return NULL;
}

static void *
monitor(void *arg)
{
	char report[32];

	(void)arg;
	for (int i = 0; i < ROUNDS; i++) {
		long running = 0;

		for (int w = 0; w < WORKERS; w++) {
			pthread_mutex_lock(&metrics[w].lock);
			running += metrics[w].started - metrics[w].finished;
			pthread_mutex_unlock(&metrics[w].lock);
		}
		snprintf(report, sizeof(report), "%ld tasks running", running);
		impossible_reports += running < 0 || running > WORKERS;
	}
	return NULL;
}

int
main(void)
{
	pthread_t workers[WORKERS], watch;

	for (int w = 0; w < WORKERS; w++) {
		pthread_create(&workers[w], NULL, worker, &metrics[w]);
	}
	pthread_create(&watch, NULL, monitor, NULL);
	for (int w = 0; w < WORKERS; w++) {
		pthread_join(workers[w], NULL);
	}
	pthread_join(watch, NULL);

	if (impossible_reports != 0) {
		fprintf(stderr, "wrong: %ld of %d reports are impossible\n",
		    impossible_reports, ROUNDS);
		return 1;
	}
	puts("no impossible report");
	return 0;
}
