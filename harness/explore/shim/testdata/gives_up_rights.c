// SPDX-License-Identifier: MIT
/* Gives up the right to open files, for good: each schedule must begin with it. */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/resource.h>

static void *
nothing(void *argument)
{
	return argument;
}

int
main(void)
{
	struct rlimit none = {0, 0};
	FILE *file = fopen("/proc/self/stat", "r");
	pthread_t t;

	assert(file);
	fclose(file);
	pthread_create(&t, NULL, nothing, NULL);
	assert(setrlimit(RLIMIT_NOFILE, &none) == 0);
	assert(!fopen("/proc/self/stat", "r"));
	pthread_join(t, NULL);
	puts("none opened");
	return 0;
}
