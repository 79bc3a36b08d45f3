// SPDX-License-Identifier: MIT
/*
 * Signal, not broadcast: the page is ready, and one of the two who wait is told.
 *
 * The printer and the web site both wait until the page has been set.  The flag stays
 * up and each looks at it in a loop, just as it should be; but pthread_cond_signal()
 * wakes one waiter, whichever it likes (POSIX promises no more).  That one goes its way
 * and tells nobody.  The other one sleeps on beside a flag that is true, because
 * nothing will ever make it look again.  When only one of them has begun to wait, all
 * is well: the late one finds the flag.
 *
 * @level   1
 * @cwe     821
 * @origin  pocl issue 685: the threads that wait for one event
 * @stdout  page printed and online
 * @misses  tsan: the flag is locked at every access; how many threads a signal has to
 *          wake, it doesn't know
 * @misses  helgrind: a signal to a condition on which two threads wait is allowed, and
 *          a hang is no error to it
 * @misses  drd: a signal to a condition on which two threads wait is allowed, and a
 *          hang is no error to it
 * @expect  native    hang may
 * @expect  explore   stuck(reader)
 * @hint    Two threads wait when the page is done. Whose turn is it to wake the second
 *          one?
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t done = PTHREAD_COND_INITIALIZER;
static bool page_done;
static char page[100];
static int readers_done;

static void
set_page(void)
{
	/* Line breaking is tried again and again for the best look. */
	for (int i = 0; i < ROUNDS; i++) {
		snprintf(page, sizeof page, "Try %d: All the news that fits", i);
	}
	pthread_mutex_lock(&lock);
	page_done = true;
	pthread_cond_signal(&done);				//~ ready: signal
	pthread_mutex_unlock(&lock);
}

static void *
reader(void *arg)
{
	pthread_mutex_lock(&lock);
	while (!page_done) {
		pthread_cond_wait(&done, &lock);		//~ reader: wait
	}
	readers_done += 1;
	pthread_mutex_unlock(&lock);
	return arg;
}

int
main(void)
{
	pthread_t printer, site;

	pthread_create(&printer, NULL, reader, NULL);
	pthread_create(&site, NULL, reader, NULL);
	set_page();
	pthread_join(printer, NULL);
	pthread_join(site, NULL);
	if (readers_done != 2) {
		fprintf(stderr, "wrong: %d of 2 got the page\n", readers_done);
		return 1;
	}
	puts("page printed and online");
	return 0;
}
