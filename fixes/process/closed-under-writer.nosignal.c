// SPDX-License-Identifier: MIT
/*
 * Closed under the writer, without a signal: a socket, and send() that asks for none.
 *
 * @how   the pipe becomes a pair of sockets, and the writer uses send() with MSG_NOSIGNAL and
 *        ends its loop when it fails
 * @why   MSG_NOSIGNAL turns the signal off for this one call, which then returns -1 (EPIPE);
 *        so a library can do it without touching what the program does about signals.
 * @cost  only for sockets; each call needs the flag, and the one that lacks it still kills
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

enum { OUT, IN };			/* the ends of the pair */

static const char line[] = "4711 sold\n";
static int pager[2];

static void *
write_report(void *unused)
{
	for (int i = 0; i < ROUNDS; i++) {
		if (send(pager[IN], line, strlen(line), MSG_NOSIGNAL) < 0) {
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

	if (socketpair(AF_UNIX, SOCK_STREAM, 0, pager) != 0) {
		return 2;
	}
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
