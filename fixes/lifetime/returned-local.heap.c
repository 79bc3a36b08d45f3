// SPDX-License-Identifier: MIT
/*
 * Returned local, fixed: the sum is on the heap, and main frees it.
 *
 * @how   Allocate the result in the thread, free it after the join.
 * @why   An allocated block outlives the thread that allocated it; with the join it goes over
 *        to main.
 * @cost  An allocation a thread, and a leak whenever a result is not fetched.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum { BASKETS = 4, TILLS = 2, ITEMS = 3 };

struct basket {
	long price[ITEMS];
};

static void *
add_up(void *arg)
{
	const struct basket *basket = arg;
	long *sum = calloc(1, sizeof *sum);

	for (int item = 0; item < ITEMS; item++) {
		*sum += basket->price[item];
	}
	pthread_exit(sum);
}

int
main(void)
{
	struct basket basket[BASKETS] = {
		{ { 10, 20, 30 } }, { { 5, 5, 5 } }, { { 40, 1, 9 } }, { { 7, 7, 11 } },
	};
	pthread_t tills[TILLS];
	void *sum[BASKETS];
	long total = 0;

	for (int first = 0; first < BASKETS; first += TILLS) {
		for (int i = 0; i < TILLS; i++) {
			pthread_create(&tills[i], NULL, add_up, &basket[first + i]);
		}
		for (int i = 0; i < TILLS; i++) {
			pthread_join(tills[i], &sum[first + i]);
		}
	}
	for (int i = 0; i < BASKETS; i++) {
		total += *(long *)sum[i];
		free(sum[i]);
	}
	if (total != 150) {
		fprintf(stderr, "wrong: %ld in the tills, 150 sold\n", total);
		return 1;
	}
	printf("%ld sold\n", total);
	return 0;
}
