// SPDX-License-Identifier: MIT
/*
 * Handler mallocs: a signal handler allocates memory, and may interrupt malloc.
 *
 * The operator sends SIGHUP while the server is busy allocating.  The signal can
 * arrive in the middle of a malloc, with the allocator's lock held and its lists
 * half changed; the handler then calls malloc itself, through strdup.  It waits
 * for ever for a lock that its own thread holds, or walks through broken lists.
 * Only a few functions are safe in a handler (see signal-safety(7)): malloc is
 * not, and neither is anything that calls it, such as printf.
 *
 * @level   2
 * @cwe     479
 * @stdout  noted: reload
 * @expect  tsan      signal-unsafe(note)
 * @expect  native    hang may
 * @expect  native    crash may
 * @false-alarm tsan errno-spoiled(handler): printing the report about strdup is what
 *          changed errno
 * @misses  helgrind: the handler runs in the thread that it interrupts, so no second
 *          thread is involved
 * @misses  drd: the handler runs in the thread that it interrupts, so no second thread
 *          is involved
 * @expect  explore   deadlock(note,reply)
 * @hint    What may the main thread be doing at the moment the handler starts?
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

_Atomic(char *) note;

static void
on_hangup(int signal)
{	//~ handler
	(void)signal;
	note = strdup("reload");	//~ note: create
}

static void *
operator(void *server)
{
	pthread_kill(*(pthread_t *)server, SIGHUP);	//~ hangup: signal
	return NULL;
}

static void
serve(int request)
{
	char *reply = malloc(2000);	//~ reply: create

	snprintf(reply, 2000, "reply to request %d", request);
	free(reply);	//~ reply: free
}

int
main(void)
{
	struct sigaction action = { .sa_handler = on_hangup };
	pthread_t self = pthread_self(), thread;

	sigaction(SIGHUP, &action, NULL);
	pthread_create(&thread, NULL, operator, &self);
	for (int request = 1; note == NULL; request++) {
		serve(request);
	}
	pthread_join(thread, NULL);

	if (strcmp(note, "reload") != 0) {
		fprintf(stderr, "wrong: noted %s instead of reload\n", note);
		return 1;
	}
	printf("noted: %s\n", note);
	free(note);
	return 0;
}
