// SPDX-License-Identifier: MIT
/*
 * Handler mallocs, fixed: the handler sets a flag, the main loop does the work.
 *
 * @how   The handler only sets a `volatile sig_atomic_t`; main allocates the note when
 *        it sees the flag.
 * @why   Writing such a flag is what the C standard lets a handler do.  Main calls strdup
 *        between two requests, never in the middle of a malloc.
 * @cost  The reaction waits until the main loop comes round.
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

volatile sig_atomic_t hung_up;

static void
on_hangup(int signal)
{
	(void)signal;
	hung_up = 1;
}

static void *
operator(void *server)
{
	pthread_kill(*(pthread_t *)server, SIGHUP);
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
	struct sigaction action = { .sa_handler = on_hangup };
	pthread_t self = pthread_self(), thread;

	sigaction(SIGHUP, &action, NULL);
	pthread_create(&thread, NULL, operator, &self);
	for (int request = 1; !hung_up; request++) {
		serve(request);
	}
	char *note = strdup("reload");
	pthread_join(thread, NULL);

	if (strcmp(note, "reload") != 0) {
		fprintf(stderr, "wrong: noted %s instead of reload\n", note);
		return 1;
	}
	printf("noted: %s\n", note);
	free(note);
	return 0;
}
