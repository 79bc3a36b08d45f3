// SPDX-License-Identifier: MIT
/* A condition variable is destroyed while a thread waits on it. */
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t ready = PTHREAD_COND_INITIALIZER;

static void *
waiter(void *arg)
{
	pthread_mutex_lock(&lock);
	pthread_cond_wait(&ready, &lock);
	pthread_mutex_unlock(&lock);
	return arg;
}

static void *
destroyer(void *arg)
{
	pthread_cond_destroy(&ready);
	return arg;
}

int
main(void)
{
	pthread_t t, u;
	pthread_create(&t, NULL, waiter, NULL);
	usleep(500 * 1000);
	pthread_create(&u, NULL, destroyer, NULL);
	usleep(500 * 1000);
	exit(0);
}
