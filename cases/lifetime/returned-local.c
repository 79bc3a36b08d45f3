// SPDX-License-Identifier: MIT
/*
 * Returned local: the result of a thread is the address of a variable on its own stack.
 *
 * A thread can give back one pointer, and add_up() gives back the address of its sum.
 * But the sum lies on the thread's stack, and that ends with the thread: main joins,
 * and holds the address of nothing.  What is found there later was left by whoever
 * used the memory since: the C library, which tidies up behind every thread, or the
 * next two threads, which get the same stacks again.  Compilers warn of `return &sum`;
 * of the same thing in pthread_exit() they don't.
 *
 * @level   1
 * @cwe     562
 * @stdout  150 sold
 * @misses  tsan: the join orders the two accesses, and the stack of an ended thread is still memory
 *          that can be read
 * @misses  helgrind: the join orders the two accesses, so there is no race
 * @misses  drd: the join orders the two accesses, so there is no race
 * @expect  native    wrong-result
 * @expect  explore   use-after-free(sum)
 * @hint    Where is `sum` when pthread_join() returns?
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
		sum += basket->price[item];	//~ sum: write
	}
	pthread_exit(&sum);	//~ given-back: free
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
		total += *(long *)sum[i];	//~ sum: read
	}
	if (total != 150) {
		fprintf(stderr, "wrong: %ld in the tills, 150 sold\n", total);
		return 1;
	}
	printf("%ld sold\n", total);
	return 0;
}
