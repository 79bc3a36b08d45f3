// SPDX-License-Identifier: MIT
/*
 * Output mixed: each printf() is whole, but a line is made of two.
 *
 * Two downloads report into one log.  stdio locks the stream for the length of a call,
 * so no letter is lost and there is no data race.  But the line is written in two
 * calls: first the name, then the size, when the page has been fetched.  Between the
 * two the stream is free, and the other download may put its own text there: one line
 * then begins with two names, and the next one has none.
 *
 * @level   1
 * @cwe     362
 * @topic   T1
 * @stdout  every line is whole
 * @misses  tsan: stdio takes the stream's lock in each call, so there is no data race;
 *          that two calls make one line ThreadSanitizer can't know
 * @misses  helgrind: each call locks the stream; what makes a line is up to the program
 * @misses  drd: each call locks the stream; what makes a line is up to the program
 * @expect  native    wrong-result
 * @expect  explore   wrong-result
 * @hint    For how long is the stream locked?
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
		fprintf(out, "%s: ", name);			//~ name: write
		fprintf(out, "%d bytes\n", fetch(i));		//~ size: write
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
