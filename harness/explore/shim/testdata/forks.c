// SPDX-License-Identifier: MIT
/* A process that forks while it has threads. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void *
nothing(void *argument)
{
	return argument;
}

int
main(void)
{
	pthread_t t;
	pid_t child;
	int status;

	pthread_create(&t, NULL, nothing, NULL);
	child = fork();
	if (child == 0) {
		free(malloc(100));
		_exit(7);
	}
	waitpid(child, &status, 0);
	pthread_join(t, NULL);
	printf("%d\n", WEXITSTATUS(status));
	return 0;
}
