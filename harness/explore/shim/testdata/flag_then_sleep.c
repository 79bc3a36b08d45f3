// SPDX-License-Identifier: MIT
/* A signal that comes before the wait ends nothing; one that comes during it ends it. */
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>

static volatile sig_atomic_t stop;
static sem_t never;

static void
handler(int signal)
{
	(void)signal;
	stop = 1;
}

static void *
sends(void *to)
{
	pthread_kill(*(pthread_t *)to, SIGHUP);
	return NULL;
}

int
main(void)
{
	pthread_t self = pthread_self(), t;
	struct sigaction action = {.sa_handler = handler};

	sem_init(&never, 0, 0);
	sigaction(SIGHUP, &action, NULL);
	pthread_create(&t, NULL, sends, &self);
	while (!stop) {
		sem_wait(&never);
	}
	pthread_join(t, NULL);
	puts("stopped");
	return 0;
}
