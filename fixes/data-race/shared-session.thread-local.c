// SPDX-License-Identifier: MIT
/*
 * Shared session, one a thread: the global session becomes one for each worker.
 *
 * @how         The session is `_Thread_local`.
 * @why         Every thread has a session of its own under the same name, so no
 *              conversation can be disturbed, and nobody has to wait.
 * @cost        As many connections as threads, also for threads that hardly use theirs;
 *              the server has to stand that.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

struct session {
	int request;	/* the page that is asked for */
	int reply;	/* the page that has come */
};

_Thread_local struct session session;

/* Sends the request over the line, and takes in what the far end sends back. */
static void
converse(struct session *s)
{
	char line[32];

	snprintf(line, sizeof(line), "GET /page/%d", s->request);
	s->reply = atoi(line + strlen("GET /page/"));
}

static int
download(int page)
{
	char entry[32];

	session.request = page;
	converse(&session);
	snprintf(entry, sizeof(entry), "200 /page/%d", page);	/* for the log */
	return session.reply;
}

struct worker {
	int first_page;
	int wrong_pages;
};

static void *
work(void *arg)
{
	struct worker *worker = arg;

	for (int i = 0; i < ROUNDS; i++) {
		int page = worker->first_page + i;

		worker->wrong_pages += download(page) != page;
	}
	return NULL;
}

int
main(void)
{
	struct worker a = { .first_page = 1 }, b = { .first_page = 1 + ROUNDS };
	pthread_t thread_a, thread_b;

	pthread_create(&thread_a, NULL, work, &a);
	pthread_create(&thread_b, NULL, work, &b);
	pthread_join(thread_a, NULL);
	pthread_join(thread_b, NULL);

	int wrong_pages = a.wrong_pages + b.wrong_pages;

	if (wrong_pages != 0) {
		fprintf(stderr, "wrong: %d of %d pages\n", wrong_pages, 2 * ROUNDS);
		return 1;
	}
	puts("every page is the right one");
	return 0;
}
