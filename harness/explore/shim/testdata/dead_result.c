// SPDX-License-Identifier: MIT
/* main, alone again, reads what lay on the stack of a thread that it has joined. */
#include <pthread.h>
#include <stdio.h>

struct sum {
	int total;
	void *self;
};

static void *
count(void *unused)
{
	struct sum sum = {7, &sum};

	(void)unused;
	return sum.self;
}

int
main(void)
{
	pthread_t other;
	void *result;

	pthread_create(&other, NULL, count, NULL);
	pthread_join(other, &result);
	return ((struct sum *)result)->total < 0;
}
