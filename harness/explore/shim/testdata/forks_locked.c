// SPDX-License-Identifier: MIT
/* Forks while another thread may have the lock that the child takes; with SAFE, never then. */
#include <pthread.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void
take(void)
{
	pthread_mutex_lock(&lock);
}

static void
give(void)
{
	pthread_mutex_unlock(&lock);
}

static void *
use(void *unused)
{
	take();
	give();
	return unused;
}

int
main(void)
{
	pthread_t other;
	int status = 0;
	pid_t child;

#ifdef SAFE
	pthread_atfork(take, give, give);
#endif
	pthread_create(&other, NULL, use, NULL);
	child = fork();
	if (child == 0) {
		take();
		give();
		_exit(3);
	}
	waitpid(child, &status, 0);
	pthread_join(other, NULL);
	printf("%d\n", WEXITSTATUS(status));
	return 0;
}
