// SPDX-License-Identifier: MIT
/*
 * Closed under the writer, signal ignored: write() says by its result that nobody reads.
 *
 * @how   main sets SIGPIPE to be ignored before it starts the thread; the writer ends its
 *        loop when write() fails
 * @why   With the signal ignored, write() returns -1 (EPIPE) instead of ending the process,
 *        and the thread that wrote is the only one to notice.
 * @cost  it holds for the whole process and for programs that it starts; every write() must
 *        now be looked at, or the writer goes on for nothing
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <signal.h>
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
		if (write(pager[IN], line, strlen(line)) < 0) {
			break;
		}
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
	signal(SIGPIPE, SIG_IGN);
	pthread_create(&writer, NULL, write_report, NULL);
	read(pager[OUT], shown, strlen(line));
	close(pager[OUT]);
	pthread_join(writer, NULL);
	if (strcmp(shown, line) != 0) {
		fprintf(stderr, "wrong: the pager shows \"%s\"\n", shown);
		return 1;
	}
	puts("1 line shown, report saved");
	return 0;
}
