// SPDX-License-Identifier: MIT
/*
 * Signal, not broadcast, passed on: each who is woken wakes the next.
 *
 * @how   a reader that has seen the flag signals, too, before it leaves
 * @why   Whoever is woken wakes one more before it leaves, so the chain ends only when
 *        nobody waits any more. The last signal wakes nobody, which does no harm.
 * @cost  the waiters wake one after the other instead of all at once, and all of them
 *        must take part: one that leaves by another way breaks the chain
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
	pthread_cond_signal(&done);
	pthread_mutex_unlock(&lock);
}

static void *
reader(void *arg)
{
	pthread_mutex_lock(&lock);
	while (!page_done) {
		pthread_cond_wait(&done, &lock);
	}
	readers_done += 1;
	pthread_cond_signal(&done);
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
