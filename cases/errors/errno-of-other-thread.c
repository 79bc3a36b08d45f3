// SPDX-License-Identifier: MIT
/*
 * Errno of the other thread: main asks its own errno why the worker's fopen failed.
 *
 * errno is one variable for each thread.  fopen() fails in the worker and sets
 * the worker's errno, which ends with the worker.  main learns that there are no
 * settings, looks at its own errno, and finds whatever its own last failed call left
 * there: most often 0, and the user reads "Success".  In the single-threaded program
 * this came from, the same lines were right.
 *
 * @level   1
 * @cwe     393
 * @stdout  /no/such/settings: No such file or directory
 * @misses  tsan: each thread touches only its own errno and pthread_join orders the
 *          rest, so there is no data race
 * @misses  helgrind: each thread touches only its own errno, so nothing is shared that
 *          could be raced for
 * @misses  drd: each thread touches only its own errno, so nothing is shared that could
 *          be raced for
 * @expect  native    wrong-result
 * @expect  explore   wrong-result
 * @hint    In which thread does fopen() fail, and in which is errno read?
 */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

struct settings {
	const char *path;
	char greeting[80];		/* empty if it could not be read */
};

static void *
load(void *arg)
{
	struct settings *settings = arg;
	FILE *file = fopen(settings->path, "r");		//~ errno: write

	if (file == NULL) {
		return NULL;
	}
	if (fgets(settings->greeting, sizeof settings->greeting, file) == NULL) {
		settings->greeting[0] = '\0';
	}
	fclose(file);
	return NULL;
}

int
main(void)
{
	struct settings settings = { .path = "/no/such/settings" };
	pthread_t loader;

	pthread_create(&loader, NULL, load, &settings);
	pthread_join(loader, NULL);
	int cause = errno;					//~ errno: read
	if (settings.greeting[0] == '\0' && cause != ENOENT) {
		fprintf(stderr, "wrong: no settings, because: %s\n", strerror(cause));
		return 1;
	}
	printf("%s: %s\n", settings.path, strerror(cause));
	return 0;
}
