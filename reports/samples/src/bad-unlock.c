// SPDX-License-Identifier: MIT
/* A mutex is unlocked twice, one is unlocked that never was locked, one by a thread that does not hold it. */
#include <pthread.h>

static pthread_mutex_t twice, never, other;

static void *
stranger(void *arg)
{
	pthread_mutex_unlock(&other);
	return arg;
}

int
main(void)
{
	pthread_t t;
	pthread_mutex_init(&twice, NULL);
	pthread_mutex_init(&other, NULL);
	pthread_mutex_lock(&twice);
	pthread_mutex_unlock(&twice);
	pthread_mutex_unlock(&twice);
	pthread_mutex_unlock(&never);
	pthread_mutex_lock(&other);
	pthread_create(&t, NULL, stranger, NULL);
	pthread_join(t, NULL);
	return 0;
}
