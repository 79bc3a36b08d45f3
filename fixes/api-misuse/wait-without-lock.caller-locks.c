// SPDX-License-Identifier: MIT
/*
 * Wait without the lock, the caller locks: who only looks must lock, too.
 *
 * @how   show() takes the lock before wait_for_pages() and gives it back behind it
 * @why   The wait opens a lock that is the caller's and returns with it, and from the
 *        look at `pages` to the sleep nobody can set a page.
 * @cost  the rule stands in a comment: the next caller can forget it again, and no
 *        compiler will say so
 */
#include <pthread.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif
enum { PAGES = 2 };

pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
pthread_cond_t page_set = PTHREAD_COND_INITIALIZER;
char text[PAGES][80];
int pages;
int mailed;

/* Call it with the lock held. */
static void
wait_for_pages(int wanted)
{
	while (pages < wanted) {
		pthread_cond_wait(&page_set, &lock);
	}
}

static void *
mail(void *arg)
{
	pthread_mutex_lock(&lock);
	wait_for_pages(PAGES);
	mailed = pages;
	pthread_mutex_unlock(&lock);
	return arg;
}

static void *
show(void *arg)
{
	pthread_mutex_lock(&lock);
	wait_for_pages(1);
	pthread_mutex_unlock(&lock);
	puts("page 1 on the screen");
	return arg;
}

int
main(void)
{
	pthread_t mailer, screen;

	pthread_create(&mailer, NULL, mail, NULL);
	pthread_create(&screen, NULL, show, NULL);
	for (int page = 0; page < PAGES; page++) {
		for (int i = 0; i < 10 * ROUNDS; i++) {
			snprintf(text[page], sizeof text[page], "Page %d, try %d", page + 1, i);
		}
		pthread_mutex_lock(&lock);
		pages = page + 1;
		pthread_cond_broadcast(&page_set);
		pthread_mutex_unlock(&lock);
	}
	pthread_join(screen, NULL);
	pthread_join(mailer, NULL);
	if (mailed != PAGES) {
		fprintf(stderr, "wrong: %d of %d pages mailed\n", mailed, PAGES);
		return 1;
	}
	printf("%d pages mailed\n", mailed);
	return 0;
}
