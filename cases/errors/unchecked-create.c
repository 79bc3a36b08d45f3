// SPDX-License-Identifier: MIT
/*
 * Unchecked create: main joins a thread that was never started.
 *
 * A helper adds up one half of the values while main adds up the other.  But
 * pthread_create() can fail, and says so only by its result.  Then nobody adds up the
 * first half, and what is in `helper` is undefined; here it is still zero.  What
 * pthread_join() makes of that is undefined too: here it returns an error, which nobody
 * looks at; with another value it may crash or wait for ever.  The sum is too small.
 * Create fails when the system is short of memory or threads, so no test shows it.  (Here
 * it is made to fail: the stack it asks for is larger than all addresses together.)
 *
 * @level   1
 * @cwe     252
 * @stdout  sum 55
 * @unable  tsan: it breaks off with "CHECK failed" when the join names a thread that it
 *          doesn't know
 * @expect  helgrind  api-error(helper)
 * @misses  drd: it does not report a pthread_create() or a pthread_join() that fails
 * @expect  native    wrong-result
 * @expect  explore   wrong-result
 * @expect  explore   api-error(helper)
 * @hint    What is in `helper` when pthread_create() has failed?
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
	pthread_create(&helper, &large, add_up, &low);		//~ helper: create
	add_up(&high);
	pthread_join(helper, NULL);				//~ helper: join
	if (low.sum + high.sum != 55) {
		fprintf(stderr, "wrong: sum %d, not 55\n", low.sum + high.sum);
		return 1;
	}
	printf("sum %d\n", low.sum + high.sum);
	return 0;
}
