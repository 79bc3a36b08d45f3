// SPDX-License-Identifier: MIT
/*
 * Read lock writes, with a write lock: whoever finds the list empty comes back alone.
 *
 * @how         If the list is not loaded, the read lock is given back, the write lock
 *              taken, and the question asked again before loading.
 * @why         Only one thread at a time holds the write lock, and no reader with it. The
 *              second question is needed, as another till may have loaded in between.
 * @cost        The first till that asks makes all others wait; later ones pay a read lock.
 *              If the list never changes again, pthread_once() is shorter and cheaper.
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
		list[length] = cents;
		length += 1;
	}
	loaded = true;
}

static int
price_of(int item)
{
	pthread_rwlock_rdlock(&list_lock);
	if (!loaded) {
		pthread_rwlock_unlock(&list_lock);
		pthread_rwlock_wrlock(&list_lock);
		if (!loaded) {
			load_list();
		}
	}

	int cents = list[item];

	pthread_rwlock_unlock(&list_lock);
	return cents;
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
