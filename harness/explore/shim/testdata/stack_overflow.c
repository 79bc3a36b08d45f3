// SPDX-License-Identifier: MIT
/* A thread calls itself until its stack ends. */
#include <pthread.h>
#include <stddef.h>

static int
deep(volatile int n)
{
	volatile char room[1000];

	room[0] = (char)n;
	return n > 1 << 30 ? room[0] : deep(n + 1) + room[0];
}

static void *
run(void *argument)
{
	deep(0);
	return argument;
}

int
main(void)
{
	pthread_t t;

	pthread_create(&t, NULL, run, NULL);
	pthread_join(t, NULL);
	return 0;
}
