// SPDX-License-Identifier: MIT
/*
 * Errno of the other thread, saved: the worker writes down why.
 *
 * @how   the worker copies errno into the settings right after fopen() failed, and main
 *        reads the copy after the join
 * @why   In the worker errno is still the one that fopen() set, and an ordinary field
 *        can be read by whoever joins.
 * @cost  one more field; the copy must be made before the next call that may set errno
 */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

struct settings {
	const char *path;
	int cause;			/* errno of the failed call, or 0 */
	char greeting[80];		/* empty if it could not be read */
};

static void *
load(void *arg)
{
	struct settings *settings = arg;
	FILE *file = fopen(settings->path, "r");

	if (file == NULL) {
		settings->cause = errno;
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
	int cause = settings.cause;
	if (settings.greeting[0] == '\0' && cause != ENOENT) {
		fprintf(stderr, "wrong: no settings, because: %s\n", strerror(cause));
		return 1;
	}
	printf("%s: %s\n", settings.path, strerror(cause));
	return 0;
}
