// SPDX-License-Identifier: MIT
/*
 * Output mixed, stream held: the stream stays locked until the line is complete.
 *
 * @how         flockfile() before the first call and funlockfile() after the last one.
 * @why         That is the very lock that stdio takes in each call, so it also holds
 *              off threads that print without knowing of this rule; and whoever has it
 *              may go on printing.
 * @cost        All output waits while a line is being put together, here even while a
 *              page is being fetched.
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

#define LINES 8

static FILE *out;
static char text[2 * ROUNDS * 32];		/* what was written to it */

static int
fetch(int page)		/* returns its size */
{
	char line[40];
	int size = 0;

	for (int k = 0; k < LINES; k++) {
		size += snprintf(line, sizeof(line), "page %d, line %d", page, k);
	}
	return size;
}

static void *
download(void *arg)
{
	const char *name = arg;

	for (int i = 0; i < ROUNDS; i++) {
		flockfile(out);
		fprintf(out, "%s: ", name);
		fprintf(out, "%d bytes\n", fetch(i));
		funlockfile(out);
	}
	return NULL;
}

static int
mixed_lines(void)
{
	int mixed = 0;

	for (char *line = strtok(text, "\n"); line != NULL; line = strtok(NULL, "\n")) {
		char *colon = strchr(line, ':');

		mixed += colon == NULL || strchr(colon + 1, ':') != NULL;
	}
	return mixed;
}

int
main(void)
{
	pthread_t a, b;

	out = fmemopen(text, sizeof(text), "w");
	pthread_create(&a, NULL, download, "moon.jpg");
	pthread_create(&b, NULL, download, "mars.jpg");
	pthread_join(a, NULL);
	pthread_join(b, NULL);
	fclose(out);

	int mixed = mixed_lines();

	if (mixed != 0) {
		fprintf(stderr, "wrong: %d of %d lines are mixed\n", mixed, 2 * ROUNDS);
		return 1;
	}
	puts("every line is whole");
	return 0;
}
