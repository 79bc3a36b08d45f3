// SPDX-License-Identifier: MIT
/* Two threads take two locks in opposite order, one after the other. */
#include <pthread.h>

static pthread_mutex_t from = PTHREAD_MUTEX_INITIALIZER, to;

static void *
forth(void *arg)
{
	pthread_mutex_lock(&from);
	pthread_mutex_lock(&to);
	pthread_mutex_unlock(&to);
	pthread_mutex_unlock(&from);
	return arg;
}

static void *
back(void *arg)
{
	pthread_mutex_lock(&to);
	pthread_mutex_lock(&from);
	pthread_mutex_unlock(&from);
	pthread_mutex_unlock(&to);
	return arg;
}

int
main(void)
{
	pthread_t t;
	pthread_mutex_init(&to, NULL);
	pthread_create(&t, NULL, forth, NULL);
	pthread_join(t, NULL);
	pthread_create(&t, NULL, back, NULL);
	pthread_join(t, NULL);
	return 0;
}
