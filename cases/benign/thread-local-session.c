// SPDX-License-Identifier: MIT
/*
 * Thread-local session: all workers use one global session without a lock.
 *
 * It looks wrong because three workers open, use and count in what seems to be one
 * global variable.  It is right because of one word: `_Thread_local` gives every
 * thread a session of its own, so that "not open yet" means "this thread has not
 * opened one yet".  A worker opens its session at the first request and keeps it
 * for the rest; only the number of the session comes from a shared counter.
 *
 * @level   2
 * @cwe     366
 * @topic   T1 T4
 * @stdout  3 sessions, 12 pages
 * @hint    How many objects named `session` exist while the workers run?
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

enum { WORKERS = 3, PAGES = 4 };

struct session {
	int number;
	int pages;
};

_Thread_local struct session session;
atomic_int sessions_opened;

static struct session *
get_session(void)
{
	if (session.number == 0) {	//~ session: read
		session.number = ++sessions_opened;	//~ session: write
	}
	return &session;
}

static void *
worker(void *arg)
{
	int *downloaded = arg;

	for (int page = 0; page < PAGES; page++) {
		get_session()->pages += 1;	//~ session: read, write
	}
	*downloaded = get_session()->pages;	//~ session: read
	return NULL;
}

int
main(void)
{
	pthread_t workers[WORKERS];
	int downloaded[WORKERS];
	int total = 0;

	for (int i = 0; i < WORKERS; i++) {
		pthread_create(&workers[i], NULL, worker, &downloaded[i]);
	}
	for (int i = 0; i < WORKERS; i++) {
		pthread_join(workers[i], NULL);
		total += downloaded[i];
	}
	if (sessions_opened != WORKERS || total != WORKERS * PAGES) {
		fprintf(stderr, "wrong: %d sessions, %d pages\n", sessions_opened, total);
		return 1;
	}
	printf("%d sessions, %d pages\n", sessions_opened, total);
	return 0;
}
