// SPDX-License-Identifier: MIT
/* A thread ends the process, or main does. */
#include <pthread.h>
#include <stdlib.h>

static void *
leave(void *argument)
{
	(void)argument;
	exit(3);
}

int
main(void)
{
	pthread_t t;

	pthread_create(&t, NULL, leave, NULL);
	return 0;
}
