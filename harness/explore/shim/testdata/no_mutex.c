// SPDX-License-Identifier: MIT
/* Memory that never became a mutex. */
#include <pthread.h>
#include <stdio.h>
#include <string.h>

static pthread_mutex_t lock;

static void *
use(void *unused)
{
	int taken = pthread_mutex_lock(&lock), tried = pthread_mutex_trylock(&lock);

	printf("%d %d %d\n", taken, tried, pthread_mutex_unlock(&lock));
	return unused;
}

int
main(void)
{
	pthread_t other;

	memset(&lock, 0xa5, sizeof lock);
	pthread_create(&other, NULL, use, NULL);
	pthread_join(other, NULL);
	return 0;
}
