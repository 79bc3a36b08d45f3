// SPDX-License-Identifier: MIT
/*
 * Log buffer: two threads copy their lines to the same place in the access log.
 *
 * To save system calls, the web server collects its log in a buffer.  A line is copied
 * to where the buffer ends, and then the end is moved on.  When a second request is
 * logged between the two, its line is copied over the first one, and then the end
 * is moved by both: the log has a line less and a hole of zeros.  (In Apache the
 * same code also wrote out the buffer when it was full.)
 *
 * @level   2
 * @cwe     366
 * @origin  Apache httpd bug 25520: the access log's buffer under threads
 * @stdout  every request logged
 * @expect  tsan      race(used)
 * @expect  tsan      race(text) may
 * @expect  helgrind  race(used)
 * @expect  helgrind  race(text) may
 * @expect  drd       race(used)
 * @expect  drd       race(text) may
 * @expect  native    wrong-result may
 * @expect  explore   wrong-result
 * @expect  explore   race(used)
 * @expect  explore   race(text)
 * @hint    Where is the end of the log while a line is being copied to it?
 */
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#ifndef ROUNDS
#define ROUNDS 2000
#endif

#define LINE "GET /index.html\n"

char text[2 * ROUNDS * sizeof(LINE)];
size_t used;

static void
log_line(const char *line, size_t length)
{
	memcpy(text + used, line, length);	//~ text: write; used: read
	used += length;				//~ used: read, write
}

static void *
serve(void *arg)
{
	char page[32];

	(void)arg;
	for (int i = 0; i < ROUNDS; i++) {
		snprintf(page, sizeof(page), "<h1>Page %d</h1>", i);
		log_line(LINE, strlen(LINE));
	}
	return NULL;
}

int
main(void)
{
	pthread_t a, b;
	int lines = 0;

	pthread_create(&a, NULL, serve, NULL);
	pthread_create(&b, NULL, serve, NULL);
	pthread_join(a, NULL);
	pthread_join(b, NULL);

	size_t end = used;

	for (size_t i = 0; i < end; i++) {
		lines += text[i] == '\n';
	}
	if (lines != 2 * ROUNDS) {
		fprintf(stderr, "wrong: %d of %d requests logged\n", lines, 2 * ROUNDS);
		return 1;
	}
	puts("every request logged");
	return 0;
}
