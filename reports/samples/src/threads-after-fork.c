// SPDX-License-Identifier: MIT
/* A process with threads forks, and its child starts a thread. */
#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>

static void *
worker(void *arg)
{
	usleep(300 * 1000);
	return arg;
}

int
main(void)
{
	pthread_t t, u;
	pthread_create(&t, NULL, worker, NULL);
	pid_t child = fork();
	if (child == 0) {
		pthread_create(&u, NULL, worker, NULL);
		pthread_join(u, NULL);
		_exit(0);
	}
	waitpid(child, NULL, 0);
	pthread_join(t, NULL);
	return 0;
}
