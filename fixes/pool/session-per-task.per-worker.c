// SPDX-License-Identifier: MIT
/*
 * Session per task, one for each worker: log in once, fetch many pages, log out.
 *
 * @how   the worker logs in before its first page and out after its last
 * @why   There are as many sessions as workers, however many pages there are, and each is
 *        used by one thread only, so it needs no lock of its own.
 * @cost  a session is open while its worker waits for work; what a page leaves behind in the
 *        session is there for the next page
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

static void
logout(void)
{
	pthread_mutex_lock(&lock);
	sessions -= 1;
	pthread_mutex_unlock(&lock);
}

static void *
worker(void *unused)
{
	bool session = login();

	for (int page = take(); page < PAGES; page = take()) {
		fetched[page] = session;
	}
	if (session) {
		logout();
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
