// SPDX-License-Identifier: MIT
/* Main reads what a thread may not have written yet, and says so. */
#include <pthread.h>
#include <stdio.h>

static int total;

static void *
count(void *argument)
{
	total = 5;
	return argument;
}

int
main(void)
{
	pthread_t t;
	int seen;

	pthread_create(&t, NULL, count, NULL);
	seen = total;
	pthread_join(t, NULL);
	if (seen != 5) {
		fprintf(stderr, "wrong: %d of 5\n", seen);
		return 1;
	}
	puts("5");
	return 0;
}
