// SPDX-License-Identifier: MIT
/* An initialiser that a thread leaves by its end is run again, by whoever asks next; one that asks for itself waits for itself. */
#include <pthread.h>
#include <stdio.h>

static pthread_once_t left = PTHREAD_ONCE_INIT, again = PTHREAD_ONCE_INIT;
static int runs;

static void
leave_first(void)
{
	if (++runs == 1) {
		pthread_exit(NULL);
	}
}

static void
ask_again(void)
{
	pthread_once(&again, ask_again);
}

static void *
asks(void *arg)
{
	pthread_once(&left, leave_first);
	return arg;
}

int
main(int argc, char **argv)
{
	pthread_t t;

	(void)argv;
	pthread_create(&t, NULL, asks, NULL);
	pthread_join(t, NULL);
	pthread_once(&left, leave_first);
	printf("%d\n", runs);
	fflush(stdout);
	if (argc > 0) {
		pthread_once(&again, ask_again);
	}
	return 0;
}
