// SPDX-License-Identifier: MIT
/* The owner reads a heap block's field while a worker, in an inlined helper, writes it. */
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

struct account {
	long id, balance;
};

static inline void
deposit(struct account *a, long sum)
{
	a->balance += sum;
}

static void *
worker(void *arg)
{
	deposit(arg, 10);
	return NULL;
}

int
main(void)
{
	struct account *a = calloc(1, sizeof *a);
	pthread_t t;
	pthread_create(&t, NULL, worker, a);
	usleep(100 * 1000);
	long seen = a->balance;
	pthread_join(t, NULL);
	free(a);
	return seen < 0;
}
