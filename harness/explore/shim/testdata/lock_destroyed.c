// SPDX-License-Identifier: MIT
/* main destroys the mutex before, between or after the other thread's lock and unlock. */
#include <pthread.h>

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;

static void *
locks(void *unused)
{
	if (pthread_mutex_lock(&m) == 0) {
		pthread_mutex_unlock(&m);
	}
	return unused;
}

int
main(void)
{
	pthread_t t;

	pthread_create(&t, NULL, locks, NULL);
	pthread_mutex_destroy(&m);
	pthread_join(t, NULL);
	return 0;
}
