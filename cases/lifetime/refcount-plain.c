// SPDX-License-Identifier: MIT
/*
 * Plain reference count: three readers let go of a page, and it is freed twice or never.
 *
 * The page counts who uses it, and whoever lets go last frees it.  That is one step in
 * the mind and three in the program: read the count, subtract, look at it.  If two readers
 * read 3 before either stores, the count never comes to 0 and the page stays for ever.  If
 * both have subtracted before either looks, both find 0 and both free it.  And
 * whoever looks at the count after another's free() looks at memory that is gone.
 *
 * @level   2
 * @cwe     366 416
 * @stdout  page freed
 * @expect  tsan      race(readers)
 * @expect  tsan      use-after-free(readers) may
 * @expect  helgrind  race(readers)
 * @expect  drd       race(readers)
 * @expect  native    wrong-result may
 * @expect  native    crash may
 * @expect  explore   race(readers)
 * @expect  explore   use-after-free(readers)
 * @expect  explore   wrong-result
 * @expect  explore   crash
 * @hint    What may happen between the subtraction and the comparison?
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

static void
page_release(struct page *page)
{
	page->readers -= 1;	//~ readers: read, write
	if (page->readers == 0) {	//~ readers: read
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
