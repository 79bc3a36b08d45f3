// SPDX-License-Identifier: MIT
/*
 * Shared session, handed in: each worker opens its own and says which one it means.
 *
 * @how         The session is a variable of the worker and an argument of download().
 * @why         What only one thread knows can't be changed by another one. The signature
 *              now tells that download() uses a session.
 * @cost        The argument has to be passed on through every call on the way. A good
 *              price in new code, a long walk in old code.
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

/* Sends the request over the line, and takes in what the far end sends back. */
static void
converse(struct session *s)
{
	char line[32];

	snprintf(line, sizeof(line), "GET /page/%d", s->request);
	s->reply = atoi(line + strlen("GET /page/"));
}

static int
download(struct session *s, int page)
{
	char entry[32];

	s->request = page;
	converse(s);
	snprintf(entry, sizeof(entry), "200 /page/%d", page);	/* for the log */
	return s->reply;
}

struct worker {
	int first_page;
	int wrong_pages;
};

static void *
work(void *arg)
{
	struct worker *worker = arg;
	struct session session;

	for (int i = 0; i < ROUNDS; i++) {
		int page = worker->first_page + i;

		worker->wrong_pages += download(&session, page) != page;
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
