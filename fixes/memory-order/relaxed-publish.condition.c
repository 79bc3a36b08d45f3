// SPDX-License-Identifier: MIT
/*
 * Relaxed publish, fixed: the pointer is handed over under a lock.
 *
 * @how   A mutex around the pointer and a condition variable instead of the polling.
 * @why   What was written before an unlock is visible after the next lock of the same
 *        mutex, the prices included; and the reader sleeps until there is something.
 * @cost  A lock and an unlock for every look at the pointer, even when it has long been there.
 */
#include <pthread.h>
#include <stdio.h>

struct prices {
	int bread;
};

struct prices today;
struct prices *current;
pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
pthread_cond_t published = PTHREAD_COND_INITIALIZER;

static void *
publisher(void *arg)
{
	(void)arg;
	today.bread = 340;
	pthread_mutex_lock(&lock);
	current = &today;
	pthread_cond_signal(&published);
	pthread_mutex_unlock(&lock);
	return NULL;
}

static struct prices *
wait_for_prices(void)
{
	struct prices *found;

	pthread_mutex_lock(&lock);
	while (current == NULL) {
		pthread_cond_wait(&published, &lock);
	}
	found = current;
	pthread_mutex_unlock(&lock);
	return found;
}

int
main(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, publisher, NULL);
	int bread = wait_for_prices()->bread;
	pthread_join(thread, NULL);

	if (bread != 340) {
		fprintf(stderr, "wrong: bread costs %d instead of 340\n", bread);
		return 1;
	}
	printf("bread costs %d\n", bread);
	return 0;
}
