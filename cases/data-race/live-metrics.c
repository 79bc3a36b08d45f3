// SPDX-License-Identifier: MIT
/*
 * Live metrics: a monitor subtracts the workers' live counters, and reports -3 tasks.
 *
 * Each worker counts in a place of its own, so no addition can be lost, and it
 * seemed that no lock was needed.  But the monitor wants to show how many tasks are
 * running, and computes `started - finished`.  It reads the two at different moments,
 * and between them the worker goes on: the monitor reports -3 running tasks.  Besides,
 * nothing obliges the worker to store its counters at each step; the compiler may
 * keep them in registers.
 *
 * @level   2
 * @cwe     366
 * @topic   T3
 * @stdout  no impossible report
 * @expect  tsan      race(metrics)
 * @expect  helgrind  race(metrics)
 * @expect  drd       race(metrics)
 * @expect  native    wrong-result may
 * @expect  explore   wrong-result
 * @expect  explore   race(metrics)
 * @hint    Were there ever `started - finished` running tasks, at any one moment?
 */
#include <pthread.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

enum { WORKERS = 2 };

struct metrics {
	long started;
	long finished;
};

struct metrics metrics[WORKERS];
long impossible_reports;

static void *
worker(void *arg)
{
	struct metrics *mine = arg;
	char page[32];

	for (int task = 0; task < ROUNDS; task++) {
		mine->started += 1;			//~ metrics: read, write
		snprintf(page, sizeof(page), "<h1>Page %d</h1>", task);
		mine->finished += 1;			//~ metrics: read, write
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
			running += metrics[w].started - metrics[w].finished;	//~ metrics: read
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
