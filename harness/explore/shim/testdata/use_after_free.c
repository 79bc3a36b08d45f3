// SPDX-License-Identifier: MIT
/* A lock orders the use and the free, whichever comes first. */
#include <pthread.h>
#include <stdlib.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int *numbers;

static void *
frees(void *unused)
{
	pthread_mutex_lock(&lock);
	free(numbers);
	pthread_mutex_unlock(&lock);
	return unused;
}

int
main(void)
{
	pthread_t t;

	numbers = malloc(4000);
	numbers[7] = 1;
	pthread_create(&t, NULL, frees, NULL);
	pthread_mutex_lock(&lock);
	numbers[7]++;
	pthread_mutex_unlock(&lock);
	pthread_join(t, NULL);
	return 0;
}
