// SPDX-License-Identifier: MIT
/*
 * Handler mallocs, fixed: a thread of its own waits for the signal.
 *
 * @how   Block SIGHUP in all threads; one thread fetches it with sigwait.
 * @why   Without a handler nothing is interrupted: sigwait returns in an ordinary thread,
 *        which may call every function, malloc included.
 * @cost  One more thread, and the signal must be blocked before the first thread starts.
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

_Atomic(char *) note;

static void *
wait_for_hangup(void *hangup)
{
	int signal;

	sigwait(hangup, &signal);
	note = strdup("reload");
	return NULL;
}

static void *
operator(void *listener)
{
	pthread_kill(*(pthread_t *)listener, SIGHUP);
	return NULL;
}

static void
serve(int request)
{
	char *reply = malloc(2000);

	snprintf(reply, 2000, "reply to request %d", request);
	free(reply);
}

int
main(void)
{
	pthread_t listener, thread;
	sigset_t hangup;

	sigemptyset(&hangup);
	sigaddset(&hangup, SIGHUP);
	pthread_sigmask(SIG_BLOCK, &hangup, NULL);
	pthread_create(&listener, NULL, wait_for_hangup, &hangup);
	pthread_create(&thread, NULL, operator, &listener);
	for (int request = 1; note == NULL; request++) {
		serve(request);
	}
	pthread_join(thread, NULL);
	pthread_join(listener, NULL);

	if (strcmp(note, "reload") != 0) {
		fprintf(stderr, "wrong: noted %s instead of reload\n", note);
		return 1;
	}
	printf("noted: %s\n", note);
	free(note);
	return 0;
}
