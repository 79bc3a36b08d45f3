// SPDX-License-Identifier: MIT
/*
 * Stale after relock, checked again: the work counts only if the item is still the one.
 *
 * @how         add_visit() looks under the lock whether the cache still has the item
 *              that it was given; if not, it says so and the caller looks it up again.
 * @why         A new item is made only from the item that it replaces. (The pointer
 *              tells them apart because an item is never used twice; with items that
 *              are freed and used again, a version number must be compared.)
 * @cost        The work between may be done more than once, and under heavy traffic
 *              many times; but it is done without the lock.
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif
#define LINES 4

struct item {
	long visits;
};

pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
struct item store[1 + 2 * ROUNDS];	/* an item is used once, so none is ever freed */
int used = 1;
struct item *cached = &store[0];

static struct item *
lookup(void)
{
	pthread_mutex_lock(&lock);
	struct item *item = cached;
	pthread_mutex_unlock(&lock);
	return item;
}

static bool
add_visit(const struct item *item)
{
	pthread_mutex_lock(&lock);
	if (item != cached) {
		pthread_mutex_unlock(&lock);
		return false;
	}
	struct item *fresh = &store[used++];

	fresh->visits = item->visits + 1;
	cached = fresh;
	pthread_mutex_unlock(&lock);
	return true;
}

static void *
serve(void *arg)
{
	char line[40];

	(void)arg;
	for (int i = 0; i < ROUNDS; i++) {
		struct item *item;

		do {
			item = lookup();
			for (int k = 0; k < LINES; k++) {
				snprintf(line, sizeof(line), "page %d, line %d", i, k);
			}
		} while (!add_visit(item));
	}
	return NULL;
}

int
main(void)
{
	pthread_t a, b;

	pthread_create(&a, NULL, serve, NULL);
	pthread_create(&b, NULL, serve, NULL);
	pthread_join(a, NULL);
	pthread_join(b, NULL);

	long lost = 2L * ROUNDS - lookup()->visits;

	if (lost != 0) {
		fprintf(stderr, "wrong: %ld of %d visits lost\n", lost, 2 * ROUNDS);
		return 1;
	}
	puts("no visit lost");
	return 0;
}
