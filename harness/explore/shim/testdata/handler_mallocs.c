// SPDX-License-Identifier: MIT
/* A signal handler that uses the heap, which the code it interrupts may be using. */
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>

static void
handler(int signal)
{
	(void)signal;
	free(malloc(8));
}

static void *
sends(void *to)
{
	pthread_kill(*(pthread_t *)to, SIGUSR1);
	return NULL;
}

int
main(void)
{
	pthread_t self = pthread_self(), t;

	signal(SIGUSR1, handler);
	pthread_create(&t, NULL, sends, &self);
	free(malloc(100));
	pthread_join(t, NULL);
	return 0;
}
