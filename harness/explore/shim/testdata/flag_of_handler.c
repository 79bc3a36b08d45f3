// SPDX-License-Identifier: MIT
/* A loop without a scheduling point, until a handler sets the flag; and one until another thread does. */
#include <pthread.h>
#include <signal.h>
#include <stdio.h>

static volatile sig_atomic_t hung_up;
static volatile int done;

static void
handler(int signal)
{
	(void)signal;
	hung_up = 1;
}

static void *
sends(void *to)
{
	pthread_kill(*(pthread_t *)to, SIGHUP);
	done = 1;
	return NULL;
}

int
main(void)
{
	pthread_t self = pthread_self(), t;

	signal(SIGHUP, handler);
	pthread_create(&t, NULL, sends, &self);
	while (!hung_up) {
	}
	while (!done) {
	}
	pthread_join(t, NULL);
	puts("both");
	return 0;
}
