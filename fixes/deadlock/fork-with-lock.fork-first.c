// SPDX-License-Identifier: MIT
/*
 * Fork with lock, fork first: all children are made before the first thread.
 *
 * @how   the server thread is started behind the loop that forks
 * @why   As long as a process has one thread, no other can be holding a lock, and fork()
 *        copies the whole of it.
 * @cost  it must be known at the start how many children are needed; servers that fork
 *        later keep a small process without threads for it
 * @unable  explore: a child process runs outside of its schedule
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
	pthread_mutex_lock(&log_lock);
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

	for (int i = 0; i < CHILDREN; i++) {
		pid_t child = fork();
		if (child == 0) {
			log_line("child", i);
			_exit(0);
		}
		logged += child > 0 && waitpid(child, NULL, 0) == child;
	}
	pthread_create(&server, NULL, serve, NULL);
	pthread_join(server, NULL);
	printf("%d children have logged\n", logged);
	return 0;
}
