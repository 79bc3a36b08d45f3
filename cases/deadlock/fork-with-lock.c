// SPDX-License-Identifier: MIT
/*
 * Fork with lock: the child inherits a locked log, and nobody who could unlock it.
 *
 * fork() copies the memory of the whole process, but only the one thread that calls it.
 * If another thread is just writing to the log, the child gets the log's lock as it is,
 * locked; the thread that would unlock it exists in the parent only.  The child hangs at
 * its first log line, and the parent waits for the child.  That is why POSIX allows the
 * child of a threaded process no more than a signal handler may do, until it calls exec.
 *
 * @level   3
 * @cwe     833
 * @origin  CPython bug 6721: locks that other threads hold while a process forks
 * @stdout  10 children have logged
 * @false-alarm tsan thread-leak(server) may: a child that ends by _exit() seems to have
 *          left its server unjoined, but it never had one; to the hang it is blind
 * @misses  helgrind: the child's only thread holds no lock, it waits for one
 * @misses  drd: waiting for a lock is no error
 * @expect  native    hang 62%
 * @unable  explore: a child process runs outside of its schedule
 * @hint    Which threads does the child have, and which locks?
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

enum { CHILDREN = 10, LINES = 400, WIDTH = 80 };

pthread_mutex_t log_lock = PTHREAD_MUTEX_INITIALIZER;
char shown[LINES][WIDTH];		/* the latest lines */

static void
log_line(const char *who, int number)
{
	pthread_mutex_lock(&log_lock);		//~ log: lock
	memmove(shown[0], shown[1], sizeof shown - sizeof shown[0]);
	snprintf(shown[LINES - 1], WIDTH, "%s %d", who, number);
	pthread_mutex_unlock(&log_lock);
}

static void *
serve(void *arg)
{
	for (int i = 0; i < ROUNDS; i++) {
		log_line("server", i);
	}
	return arg;
}

int
main(void)
{
	pthread_t server;
	int logged = 0;

	pthread_create(&server, NULL, serve, NULL);	//~ server: create
	for (int i = 0; i < CHILDREN; i++) {
		pid_t child = fork();		//~ fork
		if (child == 0) {
			log_line("child", i);	//~ child
			_exit(0);
		}
		logged += child > 0 && waitpid(child, NULL, 0) == child;
	}
	pthread_join(server, NULL);
	printf("%d children have logged\n", logged);
	return 0;
}
