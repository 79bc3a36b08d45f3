// SPDX-License-Identifier: MIT
/*
 * Thread-local pointer shared, fixed: every worker logs in and has a session of its own.
 *
 * @how   Log in at the start of each worker, and use the thread-local variable by name only.
 * @why   Inside a worker `session` is that worker's own copy: it lives as long as the
 *        worker, and no other thread knows its address.
 * @cost  One login a worker instead of one for all, and as many open connections.
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

enum { WORKERS = 2, PAGES = 4 };

struct session {
	int user;
	int requests;
};

_Thread_local struct session session;
atomic_int downloaded;
pthread_barrier_t start;

static void
login(const int *user)
{
	session.user = *user;
}

static void *
download(void *arg)
{
	const int *user = arg;

	pthread_barrier_wait(&start);
	login(user);
	for (int page = 0; page < PAGES; page++) {
		session.requests += 1;
		if (session.user == *user) {
			downloaded += 1;
		}
	}
	return NULL;
}

int
main(void)
{
	pthread_t workers[WORKERS];
	int user = 42;

	pthread_barrier_init(&start, NULL, WORKERS);
	for (int i = 0; i < WORKERS; i++) {
		pthread_create(&workers[i], NULL, download, &user);
	}
	for (int i = 0; i < WORKERS; i++) {
		pthread_join(workers[i], NULL);
	}
	if (downloaded != WORKERS * PAGES) {
		fprintf(stderr, "wrong: %d of %d pages; the others came without a login\n",
			downloaded, WORKERS * PAGES);
		return 1;
	}
	printf("%d pages downloaded\n", downloaded);
	return 0;
}
