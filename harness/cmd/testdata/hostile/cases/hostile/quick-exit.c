// SPDX-License-Identifier: MIT
/*
 * Quick exit: a race, and then an end that runs no exit handler.
 *
 * The report was written when the race was seen.
 *
 * @level 1
 * @stdout done
 * @expect tsan race(hits)
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

long hits;

static void *
count(void *arg)
{
	hits += 1;			//~ hits: read, write
	return arg;
}

int
main(void)
{
	pthread_t a, b;

	pthread_create(&a, NULL, count, NULL);
	pthread_create(&b, NULL, count, NULL);
	pthread_join(a, NULL);
	pthread_join(b, NULL);
	puts("done");
	fflush(stdout);
	quick_exit(0);
}
