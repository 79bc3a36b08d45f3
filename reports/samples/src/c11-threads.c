// SPDX-License-Identifier: MIT
/* C11's own thread functions, which some run-times can't follow. */
#include <threads.h>

static int hits;

static int
worker(void *arg)
{
	(void)arg;
	hits += 1;
	return 0;
}

int
main(void)
{
	thrd_t a, b;
	thrd_create(&a, worker, NULL);
	thrd_create(&b, worker, NULL);
	thrd_join(a, NULL);
	thrd_join(b, NULL);
	return hits < 0;
}
