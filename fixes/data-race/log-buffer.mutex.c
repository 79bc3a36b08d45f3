// SPDX-License-Identifier: MIT
/*
 * Log buffer, with a mutex: copying the line and moving the end are one step.
 *
 * @how         A mutex is held from looking where the buffer ends until the end is moved.
 * @why         The next thread sees the end only behind the line that has been copied.
 *              The lock would also cover writing out a full buffer.
 * @cost        While one thread copies, the others wait; with long lines and many threads
 *              that can be felt.
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
pthread_mutex_t log_lock = PTHREAD_MUTEX_INITIALIZER;

static void
log_line(const char *line, size_t length)
{
	pthread_mutex_lock(&log_lock);
	memcpy(text + used, line, length);
	used += length;
	pthread_mutex_unlock(&log_lock);
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
