// SPDX-License-Identifier: MIT
/* The race happens in a forked child and again in the parent. */
#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>

int hits;

static void *
worker(void *arg)
{
	hits += 1;
	return arg;
}

static void
race(void)
{
	pthread_t t;
	pthread_create(&t, NULL, worker, NULL);
	usleep(100 * 1000);
	hits += 1;
	pthread_join(t, NULL);
}

int
main(void)
{
	pid_t child = fork();
	if (child == 0) {
		race();
		_exit(0);
	}
	waitpid(child, NULL, 0);
	race();
	return 0;
}
