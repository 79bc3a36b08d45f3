// SPDX-License-Identifier: MIT
/*
 * Session per task: every page logs in anew, until the server shuts the door.
 *
 * Two workers fetch five pages.  Whoever fetches must be logged in, and a session lasts
 * until somebody logs out; the server allows two, one for each worker.  But the worker
 * logs in for every page and never out.  The first two pages use up both sessions; all
 * the others are refused and count for nothing.  Nothing races here: a session was
 * tied to the page, which comes and goes, and not to the thread that uses it.
 *
 * @level   2
 * @cwe     772
 * @topic   T1
 * @stdout  5 pages fetched
 * @misses  tsan: what the threads share is under the lock; what a session is for is not
 *          known to the tool
 * @misses  helgrind: what the threads share is under the lock; it counts locks, not
 *          sessions
 * @misses  drd: what the threads share is under the lock; it counts locks, not sessions
 * @expect  native    wrong-result
 * @expect  explore   wrong-result
 * @hint    How many sessions does a worker open in its life, and how many does it need?
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>

enum { PAGES = 5, WORKERS = 2, ALLOWED = 2 };

static int next_page;
static int sessions;			/* those that the server has open */
static bool fetched[PAGES];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static int
take(void)
{
	pthread_mutex_lock(&lock);
	int page = next_page++;
	pthread_mutex_unlock(&lock);
	return page;
}

static bool
login(void)
{
	pthread_mutex_lock(&lock);
	bool welcome = sessions < ALLOWED;
	sessions += welcome;
	pthread_mutex_unlock(&lock);
	return welcome;
}

static void *
worker(void *unused)
{
	for (int page = take(); page < PAGES; page = take()) {
		bool session = login();				//~ session: create
		fetched[page] = session;
	}
	return unused;
}

int
main(void)
{
	pthread_t thread[WORKERS];
	int total = 0;

	for (int i = 0; i < WORKERS; i++) {
		pthread_create(&thread[i], NULL, worker, NULL);
	}
	for (int i = 0; i < WORKERS; i++) {
		pthread_join(thread[i], NULL);
	}
	for (int page = 0; page < PAGES; page++) {
		total += fetched[page];
	}
	if (total != PAGES) {
		fprintf(stderr, "wrong: %d of %d pages fetched\n", total, PAGES);
		return 1;
	}
	printf("%d pages fetched\n", total);
	return 0;
}
