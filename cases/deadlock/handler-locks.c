// SPDX-License-Identifier: MIT
/*
 * Handler locks: a signal handler logs, and has interrupted the log.
 *
 * The log goes to stderr, and to a viewer through a pipe while there is one.  When the
 * viewer goes home, the next line that is written to the pipe raises SIGPIPE.  The
 * handler was meant well: it notes that nobody is watching, and logs it.  But the signal
 * comes in the middle of log_line(), in the thread that holds the log's lock, and that
 * thread can't go on before the handler is done.  The handler waits for the function
 * that it has interrupted.
 *
 * @level   2
 * @cwe     479 833
 * @stdout  3 lines logged, 1 of them seen
 * @misses  tsan: it notes a lock when the call that takes it returns, and the second
 *          call never does
 * @expect  helgrind  relock(log)
 * @expect  helgrind  lock-held(log)
 * @expect  drd       relock(log, made)
 * @expect  native    hang
 * @expect  explore   deadlock(log)
 * @expect  explore   relock(log)
 * @hint    What may the thread be doing at the moment the handler starts?
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
	pthread_mutex_lock(&log_lock);		//~ log: lock
	lines += 1;
	fputs(text, stderr);
	if (watched && write(pipe_ends[1], text, strlen(text)) < 0) {	//~ signal
		watched = 0;
	}
	pthread_mutex_unlock(&log_lock);
}

static void
on_sigpipe(int signal)
{
	(void)signal;
	watched = 0;
	log_line("the viewer has gone\n");
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

	pthread_mutex_init(&log_lock, NULL);	//~ made: create
	sigaction(SIGPIPE, &(struct sigaction){ .sa_handler = on_sigpipe }, NULL);
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
