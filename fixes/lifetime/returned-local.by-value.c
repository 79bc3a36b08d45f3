// SPDX-License-Identifier: MIT
/*
 * Returned local, fixed: the sum itself is given back, not its address.
 *
 * @how   Convert the number to a pointer, and back after the join.
 * @why   pthread_join() copies the pointer's value out of the ended thread, so that nothing of
 *        the thread is needed any more.
 * @cost  Only for what fits into a pointer, and the casts hide the type.
 */
#include <pthread.h>
#include <stdio.h>

enum { BASKETS = 4, TILLS = 2, ITEMS = 3 };

struct basket {
	long price[ITEMS];
};

static void *
add_up(void *arg)
{
	const struct basket *basket = arg;
	long sum = 0;

	for (int item = 0; item < ITEMS; item++) {
		sum += basket->price[item];
	}
	pthread_exit((void *)sum);
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
		total += (long)sum[i];
	}
	if (total != 150) {
		fprintf(stderr, "wrong: %ld in the tills, 150 sold\n", total);
		return 1;
	}
	printf("%ld sold\n", total);
	return 0;
}
