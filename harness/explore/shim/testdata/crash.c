// SPDX-License-Identifier: MIT
/* A pointer is taken away while it is used. */
#include <pthread.h>
#include <stddef.h>

static int value;
static int *pointer = &value;

static void *
take(void *argument)
{
	pointer = NULL;
	return argument;
}

int
main(void)
{
	pthread_t t;

	pthread_create(&t, NULL, take, NULL);
	if (pointer) {
		*pointer = 1;
	}
	pthread_join(t, NULL);
	return 0;
}
