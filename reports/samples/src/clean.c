// SPDX-License-Identifier: MIT
/* Nothing wrong. */
#include <pthread.h>

static int hits;

static void *
worker(void *arg)
{
	hits += 1;
	return arg;
}

int
main(void)
{
	pthread_t t;
	pthread_create(&t, NULL, worker, NULL);
	pthread_join(t, NULL);
	return hits != 1;
}
