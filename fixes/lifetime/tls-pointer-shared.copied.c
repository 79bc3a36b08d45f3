// SPDX-License-Identifier: MIT
/*
 * Thread-local pointer shared, fixed: the workers copy what the login has found out.
 *
 * @how   Let the login fill in an ordinary variable, from which each worker starts its own
 *        thread-local session.
 * @why   The variable outlives the login thread, and is only read once that thread has been
 *        joined; what changes later is each worker's own.
 * @cost  Only for sessions that can be copied: a user and a token can, a socket cannot.
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
struct session logged_in;
atomic_int downloaded;
pthread_barrier_t start;

static void *
login(void *arg)
{
	logged_in.user = *(const int *)arg;
	return NULL;
}

static void *
download(void *arg)
{
	const int *user = arg;

	pthread_barrier_wait(&start);
	session = logged_in;
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
	pthread_t first, workers[WORKERS];
	int user = 42;

	pthread_barrier_init(&start, NULL, WORKERS);
	pthread_create(&first, NULL, login, &user);
	pthread_join(first, NULL);
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
