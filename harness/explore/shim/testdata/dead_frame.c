// SPDX-License-Identifier: MIT
/* The argument lies in the frame of a function that returns at once; what is read there is anybody's guess. */
#include <pthread.h>

static void *
reads(void *argument)
{
	volatile int *n = argument;

	return *n ? NULL : argument;
}

static void
start(pthread_t *t)
{
	int n = 1;

	pthread_create(t, NULL, reads, &n);
	n = 2;
}

int
main(void)
{
	pthread_t t;

	start(&t);
	pthread_join(t, NULL);
	return 0;
}
