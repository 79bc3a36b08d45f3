// SPDX-License-Identifier: MIT
/* Threads that end and are never joined. */
#include <pthread.h>
#include <unistd.h>

static void *
worker(void *arg)
{
	return arg;
}

static void
start(void)
{
	pthread_t t;
	pthread_create(&t, NULL, worker, NULL);
}

int
main(void)
{
	for (int i = 0; i < 3; i++) {
		start();
	}
	usleep(100 * 1000);
	return 0;
}
