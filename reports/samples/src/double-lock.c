// SPDX-License-Identifier: MIT
/* A mutex that one thread holds is initialised again by another, which then locks it. */
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
	pthread_mutex_init(&door, NULL);
	pthread_mutex_lock(&door);
	return 0;
}
