// SPDX-License-Identifier: MIT
/*
 * Shared session: all workers use one connection object, and get each other's pages.
 *
 * To open a connection for every page would be slow, so somebody made the session
 * global, and with one worker that was right.  A session holds the conversation: the
 * request that is being sent and the reply that has come.  When a second worker writes
 * its request over the first one's, the server answers the wrong question; when
 * it writes before the first one has read, the reply belongs to somebody else.
 * Nothing fails: each worker gets a page, only not the one it asked for.
 *
 * @level   1
 * @cwe     366
 * @topic   T1
 * @stdout  every page is the right one
 * @expect  tsan      race(session)
 * @expect  helgrind  race(session)
 * @expect  drd       race(session)
 * @expect  native    wrong-result may
 * @expect  explore   wrong-result
 * @expect  explore   race(session)
 * @hint    How many conversations are going on, and how many sessions are there?
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

struct session session;

/* Sends the request over the line, and takes in what the far end sends back. */
static void
converse(struct session *s)
{
	char line[32];

	snprintf(line, sizeof(line), "GET /page/%d", s->request);	//~ session: read
	s->reply = atoi(line + strlen("GET /page/"));		//~ session: write
}

static int
download(int page)
{
	char entry[32];

	session.request = page;					//~ session: write
	converse(&session);
	snprintf(entry, sizeof(entry), "200 /page/%d", page);	/* for the log */
	return session.reply;					//~ session: read
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

		worker->wrong_pages += download(page) != page;	//~ session: read
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
