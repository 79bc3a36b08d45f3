// SPDX-License-Identifier: MIT
/*
 * Thread-local pointer shared, fixed: one ordinary session for all, with a lock.
 *
 * @how   Make the session an ordinary variable and give it a mutex.
 * @why   A static variable lives as long as the program, whichever thread filled it in,
 *        and under the lock only one worker at a time uses it.
 * @cost  The workers take turns at the session: downloads no longer overlap.
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

struct session session;
pthread_mutex_t session_lock = PTHREAD_MUTEX_INITIALIZER;
atomic_int downloaded;
pthread_barrier_t start;

static void *
login(void *arg)
{
	session.user = *(const int *)arg;
	return NULL;
}

static void *
download(void *arg)
{
	const int *user = arg;

	pthread_barrier_wait(&start);
	for (int page = 0; page < PAGES; page++) {
		pthread_mutex_lock(&session_lock);
		session.requests += 1;
		if (session.user == *user) {
			downloaded += 1;
		}
		pthread_mutex_unlock(&session_lock);
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
