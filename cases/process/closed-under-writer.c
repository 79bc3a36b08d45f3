// SPDX-License-Identifier: MIT
/*
 * Closed under the writer: the reader has seen enough, and the whole process dies.
 *
 * A thread writes a report into a pipe, line by line, for the pager at the other end,
 * here main.  It shows the first line and closes its end; it needs no more.  But whoever
 * writes to a pipe that nobody can read from any more is sent SIGPIPE, and what that does
 * by default is to end the process: not the thread that wrote, but all of them, with
 * whatever they were doing.  main was about to save the report and say so.
 *
 * @level   2
 * @cwe     248
 * @stdout  1 line shown, report saved
 * @misses  tsan: the two ends of the pipe are two files, each used by one thread
 * @misses  helgrind: it watches memory and locks, not what becomes of a pipe
 * @misses  drd: it watches memory and locks, not what becomes of a pipe
 * @expect  native    crash
 * @expect  explore   crash
 * @hint    What happens to a thread that writes when nobody reads any more, and to main?
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

enum { OUT, IN };			/* the ends of a pipe */

static const char line[] = "4711 sold\n";
static int pager[2];

static void *
write_report(void *unused)
{
	for (int i = 0; i < ROUNDS; i++) {
		write(pager[IN], line, strlen(line));		//~ pipe: write
	}
	return unused;
}

int
main(void)
{
	char shown[sizeof line] = "";
	pthread_t writer;

	if (pipe(pager) != 0) {
		return 2;
	}
	pthread_create(&writer, NULL, write_report, NULL);
	read(pager[OUT], shown, strlen(line));
	close(pager[OUT]);					//~ pipe: free
	pthread_join(writer, NULL);
	if (strcmp(shown, line) != 0) {
		fprintf(stderr, "wrong: the pager shows \"%s\"\n", shown);
		return 1;
	}
	puts("1 line shown, report saved");
	return 0;
}
