// SPDX-License-Identifier: MIT
/* A thread waits for a flag that nobody sets. */
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

static atomic_int flag;

static void *
wait_for_flag(void *argument)
{
	while (!atomic_load(&flag)) {
	}
	return argument;
}

int
main(void)
{
	pthread_t t;

	pthread_create(&t, NULL, wait_for_flag, NULL);
	pthread_join(t, NULL);
	return 0;
}
