// SPDX-License-Identifier: MIT
/*
 * File TOCTOU: the file wasn't there when the program looked.
 *
 * Whoever creates the lock file does the job, so that each is done once.  claim() looks
 * whether the file is there and creates it if not.  Between the time of check and the
 * time of use (that is what TOCTOU stands for), the other worker may create it; open()
 * then opens the file that is there, without a word, and both do the job.  A mutex would
 * keep out threads of this program only; the other one could be another program.
 *
 * @level   2
 * @cwe     367
 * @stdout  every job done once
 * @misses  tsan: nothing in memory is shared; the threads meet in the file system,
 *          which ThreadSanitizer does not watch
 * @misses  helgrind: nothing in memory is shared; system calls on files are not watched
 * @misses  drd: nothing in memory is shared; system calls on files are not watched
 * @expect  native    wrong-result 50%
 * @expect  explore   wrong-result
 * @hint    What may another process do between access() and open()?
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
	if (access(path, F_OK) == 0) {				//~ look: read
		return false;
	}
	close(open(path, O_CREAT | O_WRONLY, 0600));		//~ create: write
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
