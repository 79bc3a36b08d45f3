// SPDX-License-Identifier: MIT
/* One thread's thread-local variable, written through a pointer by another. */
#include <pthread.h>
#include <unistd.h>

static _Thread_local int session;
static int *volatile shared;

static void *
worker(void *arg)
{
	usleep(50 * 1000);
	*shared = 2;
	return arg;
}

int
main(void)
{
	pthread_t t;
	shared = &session;
	pthread_create(&t, NULL, worker, NULL);
	usleep(100 * 1000);
	int seen = *shared;
	pthread_join(t, NULL);
	return seen < 0;
}
