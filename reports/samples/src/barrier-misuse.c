// SPDX-License-Identifier: MIT
/* A barrier is initialised twice and destroyed while a thread waits at it. */
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

static pthread_barrier_t gate;

static void *
waiter(void *arg)
{
	pthread_barrier_wait(&gate);
	return arg;
}

int
main(void)
{
	pthread_t t;
	pthread_barrier_init(&gate, NULL, 2);
	pthread_barrier_init(&gate, NULL, 2);
	pthread_create(&t, NULL, waiter, NULL);
	usleep(500 * 1000);
	pthread_barrier_init(&gate, NULL, 1);
	pthread_barrier_wait(&gate);
	exit(0);
}
