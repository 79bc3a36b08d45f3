// SPDX-License-Identifier: MIT
/* A wait without a condition: the signal may come before it. */
#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t bell = PTHREAD_COND_INITIALIZER;

static void *
cook(void *argument)
{
	pthread_mutex_lock(&lock);
	pthread_cond_wait(&bell, &lock);
	pthread_mutex_unlock(&lock);
	return argument;
}

int
main(void)
{
	pthread_t t;

	pthread_create(&t, NULL, cook, NULL);
	pthread_mutex_lock(&lock);
	pthread_cond_signal(&bell);
	pthread_mutex_unlock(&lock);
	pthread_join(t, NULL);
	return 0;
}
