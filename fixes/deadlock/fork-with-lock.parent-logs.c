// SPDX-License-Identifier: MIT
/*
 * Fork with lock, parent logs: the child takes no lock and leaves the log to its parent.
 *
 * @how   the child only calls _exit(); the parent writes the line when the child is done
 * @why   The child calls nothing but what is safe after a fork (see signal-safety(7)), so
 *        it doesn't matter which locks it has inherited.
 * @cost  what the child has to say must fit its exit status, or a pipe
 * @false-alarm tsan thread-leak(server) may: a child that ends by _exit() seems to have
 *          left its server unjoined, but it never had one
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
			_exit(0);
		}
		logged += child > 0 && waitpid(child, NULL, 0) == child;
		log_line("child", i);
	}
	pthread_join(server, NULL);
	printf("%d children have logged\n", logged);
	return 0;
}
