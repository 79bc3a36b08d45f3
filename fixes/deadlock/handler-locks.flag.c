// SPDX-License-Identifier: MIT
/*
 * Handler locks, flag: the handler only takes a note, and main() reads it when it can.
 *
 * @how   the handler only sets the flag; the line about the viewer is not logged before
 *        the lock is free again
 * @why   A volatile sig_atomic_t may be written in a handler, and no lock is taken there.
 *        What needs a lock is done by ordinary code.
 * @cost  somebody must look at the flag, soon enough and not from within a handler
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

pthread_mutex_t log_lock;
int pipe_ends[2], lines, seen;
volatile sig_atomic_t watched = 1;

static void
log_line(const char *text)
{
	pthread_mutex_lock(&log_lock);
	lines += 1;
	fputs(text, stderr);
	if (watched && write(pipe_ends[1], text, strlen(text)) < 0) {
		watched = 0;
	}
	pthread_mutex_unlock(&log_lock);
}

static void
on_sigpipe(int signal)
{
	(void)signal;
	watched = 0;
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
	sigaction(SIGPIPE, &(struct sigaction){ .sa_handler = on_sigpipe }, NULL);
	if (pipe(pipe_ends) != 0) {
		return 2;
	}
	pthread_create(&viewer, NULL, view, NULL);
	log_line("hello\n");
	pthread_join(viewer, NULL);
	log_line("anybody there?\n");
	if (!watched) {
		log_line("the viewer has gone\n");
	}
	printf("%d lines logged, %d of them seen\n", lines, seen);
	return 0;
}
