// SPDX-License-Identifier: MIT
/* A race, then the program itself crashes. */
#include <pthread.h>
#include <unistd.h>

int hits;
static int *volatile nowhere;

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
	usleep(100 * 1000);
	hits += 1;
	pthread_join(t, NULL);
	return *nowhere;
}
