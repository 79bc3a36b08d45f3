// SPDX-License-Identifier: MIT
/*
 * Live metrics, with a gauge: keep the number that is shown, not two to subtract.
 *
 * @how         Instead of two counters, one atomic number that goes up when a task
 *              starts and down when it is done.
 * @why         One atomic number is read at one moment, and at that moment it was true.
 * @cost        How many tasks there were altogether is no longer known; if that matters
 *              too, it needs a counter of its own. All workers change the same number,
 *              so its cache line travels.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

enum { WORKERS = 2 };

atomic_long running_tasks;
long impossible_reports;

static void *
worker(void *arg)
{
	char page[32];

	(void)arg;
	for (int task = 0; task < ROUNDS; task++) {
		running_tasks += 1;
		snprintf(page, sizeof(page), "<h1>Page %d</h1>", task);
		running_tasks -= 1;
	}
	return NULL;
}

static void *
monitor(void *arg)
{
	char report[32];

	(void)arg;
	for (int i = 0; i < ROUNDS; i++) {
		long running = running_tasks;

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
		pthread_create(&workers[w], NULL, worker, NULL);
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
