// SPDX-License-Identifier: MIT
/*
 * File TOCTOU, moved away: the job's own file is taken by renaming it.
 *
 * @how         Each job is a file that lies there from the beginning; whoever can rename it
 *              to `.taken` has it.
 * @why         rename() is one step. The second who tries finds that there is no file
 *              of that name any more.
 * @cost        The files must be made before the workers start. In return one can see
 *              which jobs are waiting and which are taken.
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
	char taken[50];

	snprintf(taken, sizeof(taken), "%s.taken", path);
	return rename(path, taken) == 0;
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
	for (int i = 0; i < ROUNDS; i++) {
		snprintf(path, sizeof(path), "%s/%d.lock", folder, i);
		close(open(path, O_CREAT | O_WRONLY, 0600));
	}
	pthread_create(&a, NULL, worker, &by_a);
	pthread_create(&b, NULL, worker, &by_b);
	pthread_join(a, NULL);
	pthread_join(b, NULL);
	for (int i = 0; i < ROUNDS; i++) {
		snprintf(path, sizeof(path), "%s/%d.lock.taken", folder, i);
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
