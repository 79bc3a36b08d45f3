// SPDX-License-Identifier: MIT
/* A thread that never comes to a scheduling point again, in some schedules. */
#include <pthread.h>
#include <stddef.h>

static volatile int flag;

static void *
run(void *argument)
{
	volatile unsigned i = 0;

	if (flag) {
		for (;;) {
			i++;
		}
	}
	return argument;
}

int
main(void)
{
	pthread_t t;

	pthread_create(&t, NULL, run, NULL);
	flag = 1;
	pthread_join(t, NULL);
	return 0;
}
