// SPDX-License-Identifier: MIT
/*
 * Fork with lock, lock first: whoever forks holds the log's lock while it does so.
 *
 * @how   main takes the log's lock before fork(), and gives it back on both sides
 * @why   While main has the lock, no other thread is inside the log; and in the child its
 *        owner is the one thread that exists there.  pthread_atfork() does the same for
 *        every fork, also for those in a library.
 * @cost  all locks that a child may need must be taken, libraries' included, in an order
 *        that fits all the others; and it relies on glibc, for POSIX still promises nothing
 *        of a child that calls more than a signal handler may
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
		pthread_mutex_lock(&log_lock);
		pid_t child = fork();
		pthread_mutex_unlock(&log_lock);
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
