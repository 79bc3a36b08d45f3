// SPDX-License-Identifier: MIT
/*
 * Plain reference count, fixed: subtracting and looking is one atomic operation.
 *
 * @how   Make the count atomic, and judge by the value that the subtraction itself returns.
 * @why   Each reader gets a different old value, and only one of them gets 1.  The operation
 *        also orders what the others did with the page before it is freed.
 * @cost  Cheap; but it has to be the returned value, for a second look at the count is too late.
 * @false-alarm helgrind race(readers): Helgrind doesn't take atomic operations for
 *        synchronisation, so nothing seems to order the other readers and the free
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

enum { READERS = 3 };

struct page {
	atomic_int readers;
	int length;
};

atomic_int pages_freed;

static void
page_release(struct page *page)
{
	if (atomic_fetch_sub(&page->readers, 1) == 1) {	//~ readers: read, write
		free(page);	//~ readers: free
		pages_freed += 1;
	}
}

static void *
serve(void *arg)
{
	struct page *page = arg;
	int length = page->length;	//~ readers: read

	page_release(page);
	return (void *)(long)length;
}

int
main(void)
{
	struct page *page = malloc(sizeof *page);
	pthread_t readers[READERS];

	atomic_init(&page->readers, READERS);
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
