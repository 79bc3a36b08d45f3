// SPDX-License-Identifier: MIT
/*
 * Stale after relock: the item was looked up under the lock, and used under the next one.
 *
 * A cache keeps the number of visits.  An item is never changed: add_visit() puts a new
 * one in its place.  lookup() and add_visit() are each under the cache's lock, but
 * between the two the lock is free.  If the other thread replaces the item just then,
 * the first one still has the old item, adds one to *that*, and puts the result into
 * the cache: a visit is lost.  What was found under a lock is out of date once the lock
 * has been given back.
 *
 * @level   3
 * @cwe     362 367
 * @origin  memcached issue 127: incr looks the item up under one lock and replaces it
 *          under the next
 * @stdout  no visit lost
 * @misses  tsan: items and cache are only touched under the lock, so there is no data
 *          race; that the item is no longer the cached one is not a matter of memory
 * @misses  helgrind: one lock guards every access, and Helgrind asks for nothing more
 * @misses  drd: the lock orders all accesses; that the pointer is out of date DRD can't
 *          know
 * @expect  native    wrong-result 86%
 * @expect  explore   wrong-result
 * @hint    Is the item that add_visit() is given still in the cache?
 */
#include <pthread.h>
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

static void
add_visit(const struct item *item)
{
	pthread_mutex_lock(&lock);
	struct item *fresh = &store[used++];

	fresh->visits = item->visits + 1;
	cached = fresh;
	pthread_mutex_unlock(&lock);
}

static void *
serve(void *arg)
{
	char line[40];

	(void)arg;
	for (int i = 0; i < ROUNDS; i++) {
		struct item *item = lookup();		//~ found: read

		for (int k = 0; k < LINES; k++) {
			snprintf(line, sizeof(line), "page %d, line %d", i, k);
		}
		add_visit(item);			//~ replaced: write
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
