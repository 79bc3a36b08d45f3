// SPDX-License-Identifier: MIT
/*
 * Log buffer, room reserved: first move the end, then copy into the gap.
 *
 * @how         An atomic addition moves the end and tells where it was; the line is
 *              copied there afterwards.
 * @why         No two threads get the same place, so they can copy at the same time
 *              without touching each other's bytes.
 * @cost        The end is now ahead of the text: nobody may read or write out the buffer
 *              before all have copied. Here the joins see to that; a server that writes
 *              out full buffers needs more.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

#ifndef ROUNDS
#define ROUNDS 2000
#endif

#define LINE "GET /index.html\n"

char text[2 * ROUNDS * sizeof(LINE)];
atomic_size_t used;

static void
log_line(const char *line, size_t length)
{
	size_t at = atomic_fetch_add(&used, length);

	memcpy(text + at, line, length);
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
