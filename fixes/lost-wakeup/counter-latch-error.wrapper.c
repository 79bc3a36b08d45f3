// SPDX-License-Identifier: MIT
/*
 * Latch and error, fixed: it is not the task that counts down, but its caller.
 *
 * @how     run_task() calls the task and then counts down; the task doesn't
 *          know the latch
 * @why     However the task returns, its caller goes on with the next line. No
 *          task written later can forget it; this is what executors and thread
 *          pools do.
 * @cost    one more function; a task that ends its thread with pthread_exit()
 *          still gets past it
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

static void
read_price(long task)
{
	if (sscanf(texts[task], "%d", &prices[task]) != 1) {
		prices[task] = -1;
	}
}

static void *
run_task(void *arg)
{
	read_price((long)arg);
	count_down();
	return NULL;
}

int
main(void)
{
	pthread_t readers[TASKS];
	int good = 0;

	for (long i = 0; i < TASKS; i++) {
		pthread_create(&readers[i], NULL, run_task, (void *)i);
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
