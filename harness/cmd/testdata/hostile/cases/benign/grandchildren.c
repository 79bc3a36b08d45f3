// SPDX-License-Identifier: MIT
/*
 * Grandchildren: leaves a process in another session, with another environment.
 *
 * It would live for a minute, and holds the program's output open.
 *
 * @level 1
 * @stdout done
 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static void
live_on(void)
{
	char *name[] = {"/bin/sleep", "60", NULL};
	char *nothing[] = {NULL};

	signal(SIGTERM, SIG_IGN);
	signal(SIGHUP, SIG_IGN);
	execve(name[0], name, nothing);
	_exit(1);
}

int
main(void)
{
	if (fork() == 0) {
		setsid();
		if (fork() == 0) {
			setsid();
			live_on();
		}
		_exit(0);
	}
	wait(NULL);
	puts("done");
	return 0;
}
