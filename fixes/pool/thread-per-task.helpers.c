// SPDX-License-Identifier: MIT
/*
 * Thread per task, a few helpers: two threads and main take the photos one by one.
 *
 * @how   at most two helpers are started, however many photos there are; they and main
 *        draw the number of the next photo from a counter
 * @why   The number of threads no longer depends on the amount of work.  `next++` gives
 *        every number to one of them only, and should no helper start, main does it all.
 * @cost  all the work must be there at the start, and main works instead of waiting for
 *        something else: a loop shared out, not yet a pool
 * @false-alarm helgrind api-error(thread): it reports every pthread_create() that fails,
 *        also where the program looks at the result and copes
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

enum { PHOTOS = 4, HELPERS = 2 };

/* A large part of all addresses: one to three such threads, and none are left. */
static const size_t zone = (size_t)1 << 46;

static int width[PHOTOS] = { 4000, 8000, 1600, 2400 };
static atomic_int next;

static void *
shrink(void *unused)
{
	for (int i = next++; i < PHOTOS; i = next++) {
		width[i] /= 4;
	}
	return unused;
}

int
main(void)
{
	pthread_attr_t large;
	pthread_t helper[HELPERS];
	int total = 0, n = 0;

	pthread_attr_init(&large);
	pthread_attr_setguardsize(&large, zone);
	while (n < HELPERS) {
		int err = pthread_create(&helper[n], &large, shrink, NULL);	//~ thread: create
		if (err != 0) {
			break;
		}
		n++;
	}
	shrink(NULL);
	for (int i = 0; i < n; i++) {
		pthread_join(helper[i], NULL);
	}
	for (int i = 0; i < PHOTOS; i++) {
		total += width[i];
	}
	if (total != 4000) {
		fprintf(stderr, "wrong: %d pixels together, not 4000\n", total);
		return 1;
	}
	printf("%d photos, %d pixels wide together\n", PHOTOS, total);
	return 0;
}
