// SPDX-License-Identifier: MIT
/*
 * Thread-local pointer shared: the workers use the session of a thread that has gone.
 *
 * Logging in takes long, so one thread does it for all and leaves the address of its
 * session behind.  But the session is thread-local: the login thread's copy of it ends
 * with that thread, and a pointer doesn't keep it alive.  The first worker gets the
 * same memory for variables of its own, set to zero as they begin, and the session
 * that was logged in is nobody's.  Even if the login thread had stayed, two workers would
 * be counting in one session, which was made for one thread and so has no lock.
 *
 * @level   2
 * @cwe     825 366
 * @topic   T1 T4
 * @stdout  8 pages downloaded
 * @expect  tsan      race(session) 81%
 * @misses  helgrind: Helgrind doesn't watch the thread-local variables of a created thread
 *          (those of main it does)
 * @misses  drd: DRD doesn't watch the thread-local variables of a created thread (those
 *          of main it does)
 * @expect  native    wrong-result
 * @expect  explore   race(session)
 * @expect  explore   use-after-free(session)
 * @hint    Whose `session` is it that download() reads, and does that thread still exist?
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
struct session *open_session;
atomic_int downloaded;
pthread_barrier_t start;

static void *
login(void *arg)
{
	session.user = *(const int *)arg;
	open_session = &session;	//~ given-away: write
	return NULL;
}

static void *
download(void *arg)
{
	const int *user = arg;

	pthread_barrier_wait(&start);
	for (int page = 0; page < PAGES; page++) {
		open_session->requests += 1;	//~ session: read, write
		if (open_session->user == *user) {	//~ session: read
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
