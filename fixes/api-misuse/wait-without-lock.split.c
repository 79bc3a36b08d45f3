// SPDX-License-Identifier: MIT
/*
 * Wait without the lock, split: one function locks, one is for those who have locked.
 *
 * @how   wait_for_pages() takes the lock itself; wait_for_pages_locked() is for callers
 *        that hold it, and says so in its name
 * @why   Who just wants to wait needs to know nothing of the lock, and can't forget it.
 *        The mailer, which reads `pages` afterwards, keeps the lock over both.
 * @cost  two functions for one thing; whoever holds the lock and takes the wrong one
 *        waits for himself
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

static void
wait_for_pages_locked(int wanted)
{
	while (pages < wanted) {
		pthread_cond_wait(&page_set, &lock);
	}
}

static void
wait_for_pages(int wanted)
{
	pthread_mutex_lock(&lock);
	wait_for_pages_locked(wanted);
	pthread_mutex_unlock(&lock);
}

static void *
mail(void *arg)
{
	pthread_mutex_lock(&lock);
	wait_for_pages_locked(PAGES);
	mailed = pages;
	pthread_mutex_unlock(&lock);
	return arg;
}

static void *
show(void *arg)
{
	wait_for_pages(1);
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
