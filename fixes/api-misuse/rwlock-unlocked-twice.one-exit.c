// SPDX-License-Identifier: MIT
/*
 * Read-write lock unlocked twice, fixed: the special branch only prints.
 *
 * @how   Take away the unlock in the branch.
 * @why   There is one lock and one unlock in the function, and every way leads through both.
 * @cost  The message is printed while the lock is held, so a writer may have to wait for the
 *        terminal.
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdio.h>

enum { PAGES = 3 };

pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
int page_of[PAGES] = { 4, 0, 9 };

static int
look_up(int word)
{
	int page;

	pthread_rwlock_rdlock(&lock);
	page = page_of[word];
	if (page == 0) {
		fprintf(stderr, "word %d is not in the index\n", word);
	}
	pthread_rwlock_unlock(&lock);
	return page;
}

static void *
reader(void *arg)
{
	int *pages = arg;

	for (int word = 0; word < PAGES; word++) {
		*pages += look_up(word);
	}
	return NULL;
}

int
main(void)
{
	pthread_t thread;
	int pages = 0;

	pthread_create(&thread, NULL, reader, &pages);
	pthread_join(thread, NULL);

	pthread_rwlock_wrlock(&lock);
	page_of[1] = 7;
	pthread_rwlock_unlock(&lock);
	if (pages != 13) {
		fprintf(stderr, "wrong: %d pages\n", pages);
		return 1;
	}
	printf("word added\n");
	return 0;
}
