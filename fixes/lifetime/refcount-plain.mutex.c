// SPDX-License-Identifier: MIT
/*
 * Plain reference count, fixed: the count is changed and looked at under a lock.
 *
 * @how   Subtract under a mutex, keep the result, and free when that was 0.
 * @why   Each reader gets a number of its own, and only one of them gets 0.  By then all the
 *        others have let go of the page.  The mutex is not part of the page, so it
 *        doesn't matter who is still unlocking it when the page is freed.
 * @cost  A lock and an unlock whenever somebody lets go, and one lock for all pages.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

enum { READERS = 3 };

struct page {
	int readers;
	int length;
};

atomic_int pages_freed;
pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void
page_release(struct page *page)
{
	pthread_mutex_lock(&lock);
	int left = --page->readers;
	pthread_mutex_unlock(&lock);
	if (left == 0) {
		free(page);
		pages_freed += 1;
	}
}

static void *
serve(void *arg)
{
	struct page *page = arg;
	int length = page->length;

	page_release(page);
	return (void *)(long)length;
}

int
main(void)
{
	struct page *page = malloc(sizeof *page);
	pthread_t readers[READERS];

	page->readers = READERS;
	page->length = 500;
	for (int i = 0; i < READERS; i++) {
		pthread_create(&readers[i], NULL, serve, page);
	}
	for (int i = 0; i < READERS; i++) {
		pthread_join(readers[i], NULL);
	}
	if (pages_freed != 1) {
		fprintf(stderr, "wrong: the page was freed %d times\n", pages_freed);
		return 1;
	}
	printf("page freed\n");
	return 0;
}
