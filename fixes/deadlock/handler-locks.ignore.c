// SPDX-License-Identifier: MIT
/*
 * Handler locks, ignore: the error is dealt with where it happens, not in a handler.
 *
 * @how   SIGPIPE is ignored; write() then fails with EPIPE, which log_line() looks at
 * @why   Nothing is interrupted any more: a failed write is an ordinary result, seen by
 *        the function that has the lock.
 * @cost  every write must look at its result; and the signal is off for the whole process
 *        and for the programs it starts, unless they turn it on again
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

pthread_mutex_t log_lock;
int pipe_ends[2], lines, seen, watched = 1;

static void
log_line(const char *text)
{
	pthread_mutex_lock(&log_lock);
	lines += 1;
	fputs(text, stderr);
	if (watched && write(pipe_ends[1], text, strlen(text)) < 0) {
		watched = 0;
		lines += 1;
		fputs("the viewer has gone\n", stderr);
	}
	pthread_mutex_unlock(&log_lock);
}

static void *
view(void *arg)
{
	char text[80];

	seen = read(pipe_ends[0], text, sizeof text) > 0;
	close(pipe_ends[0]);
	return arg;
}

int
main(void)
{
	pthread_t viewer;

	pthread_mutex_init(&log_lock, NULL);
	signal(SIGPIPE, SIG_IGN);
	if (pipe(pipe_ends) != 0) {
		return 2;
	}
	pthread_create(&viewer, NULL, view, NULL);
	log_line("hello\n");
	pthread_join(viewer, NULL);
	log_line("anybody there?\n");
	printf("%d lines logged, %d of them seen\n", lines, seen);
	return 0;
}
