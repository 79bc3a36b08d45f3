// SPDX-License-Identifier: MIT
/*
 * File TOCTOU, exclusive: create the file or fail, in one call.
 *
 * @how         open() with O_CREAT | O_EXCL instead of access() and open().
 * @why         With O_EXCL the kernel looks and creates in one step: of all who try, in
 *              whatever process, just one succeeds, and the others get EEXIST.
 * @cost        None. A process that dies leaves its file behind, as it did before; and
 *              over some very old network file systems O_EXCL was not reliable.
 */
#define _POSIX_C_SOURCE 200809L
#include <fcntl.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#ifndef ROUNDS
#define ROUNDS 200
#endif

static char folder[] = "jobs-XXXXXX";

static bool
claim(const char *path)
{
	int fd = open(path, O_CREAT | O_EXCL | O_WRONLY, 0600);

	if (fd < 0) {
		return false;		/* EEXIST: somebody else has it */
	}
	close(fd);
	return true;
}

static void *
worker(void *arg)
{
	int *done = arg;
	char path[40];

	for (int i = 0; i < ROUNDS; i++) {
		snprintf(path, sizeof(path), "%s/%d.lock", folder, i);
		*done += claim(path);
	}
	return NULL;
}

int
main(void)
{
	pthread_t a, b;
	int by_a = 0, by_b = 0;
	char path[40];

	if (mkdtemp(folder) == NULL) {
		perror(folder);
		return 2;
	}
	pthread_create(&a, NULL, worker, &by_a);
	pthread_create(&b, NULL, worker, &by_b);
	pthread_join(a, NULL);
	pthread_join(b, NULL);
	for (int i = 0; i < ROUNDS; i++) {
		snprintf(path, sizeof(path), "%s/%d.lock", folder, i);
		unlink(path);
	}
	rmdir(folder);
	if (by_a + by_b != ROUNDS) {
		fprintf(stderr, "wrong: %d jobs, done %d times\n", ROUNDS, by_a + by_b);
		return 1;
	}
	puts("every job done once");
	return 0;
}
