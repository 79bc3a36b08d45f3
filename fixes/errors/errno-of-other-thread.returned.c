// SPDX-License-Identifier: MIT
/*
 * Errno of the other thread, returned: the thread's result is the error number.
 *
 * @how   load() returns errno, or 0 if all went well, and main takes it from
 *        pthread_join; the pthread functions themselves return their errors too
 * @why   errno is read in the thread that set it, and the join hands the number over.
 * @cost  the only thing a thread can return is used up; a pointer has to carry an int
 */
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
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
	FILE *file = fopen(settings->path, "r");

	if (file == NULL) {
		return (void *)(intptr_t)errno;
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
	void *result;
	pthread_join(loader, &result);
	int cause = (int)(intptr_t)result;
	if (settings.greeting[0] == '\0' && cause != ENOENT) {
		fprintf(stderr, "wrong: no settings, because: %s\n", strerror(cause));
		return 1;
	}
	printf("%s: %s\n", settings.path, strerror(cause));
	return 0;
}
