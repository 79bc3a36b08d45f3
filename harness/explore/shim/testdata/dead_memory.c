// SPDX-License-Identifier: MIT
/* A number lies in the storage of a thread, which may have ended when it is read. */
#include <pthread.h>
#include <stdio.h>

static _Thread_local int stored;
static int *shown;

static void *
count(void *ready)
{
	stored = 5;
	shown = &stored;
	pthread_barrier_wait(ready);
	return NULL;
}

int
main(void)
{
	pthread_barrier_t ready;
	pthread_t other;

	pthread_barrier_init(&ready, NULL, 2);
	pthread_create(&other, NULL, count, &ready);
	pthread_barrier_wait(&ready);
	printf("%d\n", *shown);
	pthread_join(other, NULL);
	return 0;
}
