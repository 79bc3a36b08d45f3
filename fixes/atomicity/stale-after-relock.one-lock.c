// SPDX-License-Identifier: MIT
/*
 * Stale after relock, one lock: find the item and replace it without letting go.
 *
 * @how         add_visit() looks the item up itself, under the lock under which it
 *              replaces it.
 * @why         Nobody can put another item into the cache between the two, so the new
 *              one is always made from the one that it replaces.
 * @cost        None here. If much has to be done between finding and replacing, all of
 *              it now happens under the lock.
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
add_visit(void)
{
	pthread_mutex_lock(&lock);
	struct item *fresh = &store[used++];

	fresh->visits = cached->visits + 1;
	cached = fresh;
	pthread_mutex_unlock(&lock);
}

static void *
serve(void *arg)
{
	char line[40];

	(void)arg;
	for (int i = 0; i < ROUNDS; i++) {
		for (int k = 0; k < LINES; k++) {
			snprintf(line, sizeof(line), "page %d, line %d", i, k);
		}
		add_visit();
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
