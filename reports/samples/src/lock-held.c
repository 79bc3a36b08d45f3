// SPDX-License-Identifier: MIT
/* A thread ends with a lock held. */
#include <pthread.h>

static pthread_mutex_t door;

static void *
worker(void *arg)
{
	pthread_mutex_lock(&door);
	return arg;
}

int
main(void)
{
	pthread_t t;
	pthread_mutex_init(&door, NULL);
	pthread_create(&t, NULL, worker, NULL);
	pthread_join(t, NULL);
	return 0;
}
