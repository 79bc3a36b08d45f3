// SPDX-License-Identifier: MIT
/* A loop variable's address is given to a thread. */
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static void *
worker(void *arg)
{
	printf("%d\n", *(int *)arg);
	return NULL;
}

int
main(void)
{
	pthread_t t;
	int i = 0;
	pthread_create(&t, NULL, worker, &i);
	usleep(100 * 1000);
	i += 1;
	pthread_join(t, NULL);
	return i != 1;
}
