// SPDX-License-Identifier: MIT
/*
 * Read lock writes: under a read lock, the price list is loaded at the first question.
 *
 * Asking for a price is a read, so price_of() takes the read lock, and any number of
 * tills can ask at once, as they do when the shop opens.  Then somebody made the
 * list load itself when it is needed.  Now a function that only asks has a path that
 * writes, and the read lock lets several tills into it: both find the list empty,
 * both append the prices, and the list is twice as long or half overwritten.
 *
 * @level   2
 * @cwe     366
 * @stdout  3 prices in the list
 * @expect  tsan      race(loaded) 50%
 * @expect  tsan      race(list)
 * @expect  helgrind  race(loaded) may
 * @expect  helgrind  race(list) may
 * @expect  drd       race(loaded)
 * @expect  drd       race(list)
 * @expect  native    wrong-result may
 * @expect  explore   wrong-result
 * @expect  explore   race(loaded)
 * @expect  explore   race(list)
 * @hint    Whom does a read lock keep out, and what may he have come to do?
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>

enum { ITEMS = 3 };

const char *const file[ITEMS] = { "tea 250", "cake 320", "milk 180" };

pthread_rwlock_t list_lock = PTHREAD_RWLOCK_INITIALIZER;
bool loaded;
int list[2 * ITEMS];
int length;
pthread_barrier_t opening;

static void
load_list(void)
{
	for (int item = 0; item < ITEMS; item++) {
		int cents = 0;

		sscanf(file[item], "%*s %d", &cents);
		list[length] = cents;			//~ list: read, write
		length += 1;				//~ list: read, write
	}
	loaded = true;					//~ loaded: write
}

static int
price_of(int item)
{
	pthread_rwlock_rdlock(&list_lock);
	if (!loaded) {					//~ loaded: read
		load_list();				//~ list: write
	}

	int cents = list[item];				//~ list: read

	pthread_rwlock_unlock(&list_lock);
	return cents;
}

static void *
till(void *arg)
{
	int *cents = arg;

	pthread_barrier_wait(&opening);
	*cents = price_of(1);				//~ list: read
	return NULL;
}

int
main(void)
{
	pthread_t a, b;
	int cents_a, cents_b;

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
