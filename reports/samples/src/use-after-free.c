// SPDX-License-Identifier: MIT
/* A block is freed, then read by a thread that still has its address. */
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

static volatile int sink;

static void *
late(void *arg)
{
	sink = *(volatile int *)arg;
	usleep(200 * 1000);
	sink = *(volatile int *)arg;
	return NULL;
}

int
main(void)
{
	int *job = malloc(sizeof *job);
	pthread_t t;
	*job = 1;
	pthread_create(&t, NULL, late, job);
	usleep(100 * 1000);
	free(job);
	pthread_join(t, NULL);
	return 0;
}
