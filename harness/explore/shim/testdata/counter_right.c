// SPDX-License-Identifier: MIT
/* The same with a lock: right in every schedule. */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int hits;

static void *
add(void *argument)
{
	(void)argument;
	for (int i = 0; i < 2; i++) {
		pthread_mutex_lock(&lock);
		hits++;
		pthread_mutex_unlock(&lock);
	}
	return NULL;
}

int
main(void)
{
	pthread_t a, b;

	pthread_create(&a, NULL, add, NULL);
	pthread_create(&b, NULL, add, NULL);
	pthread_join(a, NULL);
	pthread_join(b, NULL);
	printf("%d hits\n", hits);
	return hits != 4;
}
