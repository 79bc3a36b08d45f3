// SPDX-License-Identifier: MIT
/*
 * Latch and error, fixed: every way through the task counts down.
 *
 * @how     the early return is gone; the bad task counts down like the others
 * @why     The latch counts tasks that have ended, not tasks that went well.
 *          With one way out there is one place that must count down, and no
 *          error goes past it.
 * @cost    nothing; but the next early return brings the bug back
 */
#include <pthread.h>
#include <stdio.h>

#define TASKS 3

pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
pthread_cond_t all_done = PTHREAD_COND_INITIALIZER;
int unfinished = TASKS;
int prices[TASKS];		/* -1: bad */
const char *texts[TASKS] = { "12", "twelve", "30" };

static void
count_down(void)
{
	pthread_mutex_lock(&lock);
	unfinished -= 1;
	if (unfinished == 0) {
		pthread_cond_signal(&all_done);
	}
	pthread_mutex_unlock(&lock);
}

static void *
read_price(void *arg)
{
	long task = (long)arg;

	if (sscanf(texts[task], "%d", &prices[task]) != 1) {
		prices[task] = -1;
	}
	count_down();
	return NULL;
}

int
main(void)
{
	pthread_t readers[TASKS];
	int good = 0;

	for (long i = 0; i < TASKS; i++) {
		pthread_create(&readers[i], NULL, read_price, (void *)i);
	}
	pthread_mutex_lock(&lock);
	while (unfinished > 0) {
		pthread_cond_wait(&all_done, &lock);
	}
	pthread_mutex_unlock(&lock);
	for (int i = 0; i < TASKS; i++) {
		pthread_join(readers[i], NULL);
		good += prices[i] > 0;
	}
	if (good != 2) {
		fprintf(stderr, "wrong: %d prices read\n", good);
		return 1;
	}
	printf("%d prices read, %d bad\n", good, TASKS - good);
	return 0;
}
