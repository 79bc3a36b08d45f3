// SPDX-License-Identifier: MIT
/*
 * Returned local, fixed: each thread writes its sum into the basket that it was given.
 *
 * @how   Put the result beside the arguments, into a struct that belongs to main.
 * @why   The baskets exist as long as main; each sum is written by one thread and read after
 *        the join of that thread.
 * @cost  The struct must outlive the thread, which the caller has to see to.
 */
#include <pthread.h>
#include <stdio.h>

enum { BASKETS = 4, TILLS = 2, ITEMS = 3 };

struct basket {
	long price[ITEMS];
	long sum;
};

static void *
add_up(void *arg)
{
	struct basket *basket = arg;

	for (int item = 0; item < ITEMS; item++) {
		basket->sum += basket->price[item];
	}
	return NULL;
}

int
main(void)
{
	struct basket basket[BASKETS] = {
		{ { 10, 20, 30 }, 0 }, { { 5, 5, 5 }, 0 }, { { 40, 1, 9 }, 0 }, { { 7, 7, 11 }, 0 },
	};
	pthread_t tills[TILLS];
	long total = 0;

	for (int first = 0; first < BASKETS; first += TILLS) {
		for (int i = 0; i < TILLS; i++) {
			pthread_create(&tills[i], NULL, add_up, &basket[first + i]);
		}
		for (int i = 0; i < TILLS; i++) {
			pthread_join(tills[i], NULL);
		}
	}
	for (int i = 0; i < BASKETS; i++) {
		total += basket[i].sum;
	}
	if (total != 150) {
		fprintf(stderr, "wrong: %ld in the tills, 150 sold\n", total);
		return 1;
	}
	printf("%ld sold\n", total);
	return 0;
}
