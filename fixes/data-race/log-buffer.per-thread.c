// SPDX-License-Identifier: MIT
/*
 * Log buffer, one a thread: each thread collects its own lines.
 *
 * @how         Every thread has a buffer of its own, and main() looks at both after the
 *              joins.
 * @why         What is not shared needs no lock, and pthread_join() makes the lines of
 *              the thread visible.
 * @cost        Memory for each thread, and the lines are no longer in the order of time:
 *              whoever wants that has to sort them by a time stamp.
 */
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#ifndef ROUNDS
#define ROUNDS 2000
#endif

#define LINE "GET /index.html\n"

struct log {
	char text[ROUNDS * sizeof(LINE)];
	size_t used;
};

static void
log_line(struct log *log, const char *line, size_t length)
{
	memcpy(log->text + log->used, line, length);
	log->used += length;
}

static void *
serve(void *arg)
{
	struct log *log = arg;
	char page[32];

	for (int i = 0; i < ROUNDS; i++) {
		snprintf(page, sizeof(page), "<h1>Page %d</h1>", i);
		log_line(log, LINE, strlen(LINE));
	}
	return NULL;
}

int
main(void)
{
	static struct log log[2];
	pthread_t a, b;
	int lines = 0;

	pthread_create(&a, NULL, serve, &log[0]);
	pthread_create(&b, NULL, serve, &log[1]);
	pthread_join(a, NULL);
	pthread_join(b, NULL);

	for (int n = 0; n < 2; n++) {
		for (size_t i = 0; i < log[n].used; i++) {
			lines += log[n].text[i] == '\n';
		}
	}
	if (lines != 2 * ROUNDS) {
		fprintf(stderr, "wrong: %d of %d requests logged\n", lines, 2 * ROUNDS);
		return 1;
	}
	puts("every request logged");
	return 0;
}
