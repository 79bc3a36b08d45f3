// SPDX-License-Identifier: MIT
/*
 * Read lock writes, loaded first: the list is there before anybody can ask.
 *
 * @how         main() loads the list before it creates the tills.
 * @why         What is written before pthread_create() is seen by the new thread, and
 *              from then on everybody only reads, for which no lock is needed.
 * @cost        The list is loaded even if nobody ever asks, and starting takes that much
 *              longer.
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdio.h>

enum { ITEMS = 3 };

const char *const file[ITEMS] = { "tea 250", "cake 320", "milk 180" };

int list[2 * ITEMS];
int length;
pthread_barrier_t opening;

static void
load_list(void)
{
	for (int item = 0; item < ITEMS; item++) {
		int cents = 0;

		sscanf(file[item], "%*s %d", &cents);
		list[length] = cents;
		length += 1;
	}
}

static int
price_of(int item)
{
	return list[item];
}

static void *
till(void *arg)
{
	int *cents = arg;

	pthread_barrier_wait(&opening);
	*cents = price_of(1);
	return NULL;
}

int
main(void)
{
	pthread_t a, b;
	int cents_a, cents_b;

	load_list();
	pthread_barrier_init(&opening, NULL, 2);
	pthread_create(&a, NULL, till, &cents_a);
	pthread_create(&b, NULL, till, &cents_b);
	pthread_join(a, NULL);
	pthread_join(b, NULL);

	if (length != ITEMS || cents_a != 320 || cents_b != 320) {
		fprintf(stderr, "wrong: %d prices in the list; tills say %d, %d\n",
		    length, cents_a, cents_b);
		return 1;
	}
	printf("%d prices in the list\n", length);
	return 0;
}
