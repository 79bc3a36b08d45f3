// SPDX-License-Identifier: MIT
/*
 * Wait without the lock: it gives back a lock that nobody took, and keeps one for good.
 *
 * wait_for_pages() is meant for callers that hold the lock, and the mailer does.  The
 * screen only wants to know when the first page is there, changes nothing, and so calls
 * it without.  POSIX leaves undefined what happens then; OpenBSD ends the program, glibc
 * doesn't look.  The wait opens the lock, whoever has it just then.  When page 1 is set
 * it takes the lock, as every wait does, and returns.  The screen, which never locked,
 * doesn't unlock.  It ends, the lock stays taken, and page 2 waits for it for ever.  (If
 * page 1 comes between the look at `pages` and the wait, the screen sleeps on: only the
 * lock could have prevented that.)
 *
 * @level   2
 * @cwe     667 832
 * @origin  Hydrogen issue 1430: the logger's thread, which waits without its lock
 * @stdout  page 1 on the screen\n2 pages mailed
 * @expect  tsan      bad-unlock(waiting)
 * @expect  tsan      race(pages)
 * @expect  helgrind  condvar-misuse(waiting)
 * @expect  helgrind  race(pages)
 * @expect  drd       bad-unlock(waiting)
 * @expect  drd       race(pages)
 * @expect  drd       invalid-object(waiting) may
 * @expect  drd       lock-held(join) may
 * @expect  native    hang 50%
 * @expect  explore   condvar-misuse(waiting)
 * @expect  explore   lock-held(waiting)
 * @expect  explore   stuck(lock,waiting)
 * @expect  explore   race(pages)
 * @hint    Who holds `lock` when wait_for_pages() is called, and who when it returns?
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
	while (pages < wanted) {				//~ pages: read
		pthread_cond_wait(&page_set, &lock);		//~ waiting: wait
	}
}

static void *
mail(void *arg)
{
	pthread_mutex_lock(&lock);				//~ lock: lock
	wait_for_pages(PAGES);
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
		pthread_mutex_lock(&lock);			//~ lock: lock
		pages = page + 1;				//~ pages: write
		pthread_cond_broadcast(&page_set);
		pthread_mutex_unlock(&lock);
	}
	pthread_join(screen, NULL);				//~ join: join
	pthread_join(mailer, NULL);
	if (mailed != PAGES) {
		fprintf(stderr, "wrong: %d of %d pages mailed\n", mailed, PAGES);
		return 1;
	}
	printf("%d pages mailed\n", mailed);
	return 0;
}
