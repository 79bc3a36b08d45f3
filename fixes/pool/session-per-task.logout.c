// SPDX-License-Identifier: MIT
/*
 * Session per task, logged out: every page has its session, and gives it back.
 *
 * @how   the worker logs out when the page is there
 * @why   A worker has at most one page in hand, so never more sessions are open than there
 *        are workers.
 * @cost  a log-in and a log-out for every page, which often take longer than the page
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
	for (int page = take(); page < PAGES; page = take()) {
		bool session = login();
		fetched[page] = session;
		if (session) {
			logout();
		}
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
