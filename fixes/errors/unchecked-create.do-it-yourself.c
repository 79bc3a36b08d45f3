// SPDX-License-Identifier: MIT
/*
 * Unchecked create, done by main: without a helper, main adds up both halves.
 *
 * @how   the result of pthread_create() is kept; if it is an error, main calls add_up() for
 *        the first half itself, else it joins the helper
 * @why   Whatever the system allows, each half is added up exactly once, and only a thread
 *        that was started is joined.
 * @cost  it takes twice as long when there is no helper, and nobody is told why
 * @false-alarm helgrind api-error(helper): it reports every pthread_create() that fails,
 *        also where the program looks at the result and copes
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdio.h>

enum { VALUES = 10, HALF = VALUES / 2 };

static const size_t no_room = (size_t)1 << 50;
static const int value[VALUES] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 };

struct part {
	int first, sum;
};

static void *
add_up(void *arg)
{
	struct part *part = arg;

	for (int i = part->first; i < part->first + HALF; i++) {
		part->sum += value[i];
	}
	return NULL;
}

int
main(void)
{
	struct part low = { 0, 0 }, high = { HALF, 0 };
	pthread_attr_t large;
	pthread_t helper = 0;

	pthread_attr_init(&large);
	pthread_attr_setstacksize(&large, no_room);
	int err = pthread_create(&helper, &large, add_up, &low);	//~ helper: create
	add_up(&high);
	if (err == 0) {
		pthread_join(helper, NULL);
	} else {
		add_up(&low);
	}
	if (low.sum + high.sum != 55) {
		fprintf(stderr, "wrong: sum %d, not 55\n", low.sum + high.sum);
		return 1;
	}
	printf("sum %d\n", low.sum + high.sum);
	return 0;
}
