// SPDX-License-Identifier: MIT
/*
 * Handler errno: a call that fails in a signal handler leaves its errno behind.
 *
 * Everybody may log in unless there is a file that says no.  There is none: open() fails
 * with ENOENT, and that is fine; after any other error nobody gets in, to be on the safe
 * side.  SIGHUP means "begin a new log", and its handler closes the old one.  Nothing has
 * been logged yet, so close() fails with EBADF.  The handler doesn't mind, but it runs in
 * main's thread and so with main's errno.  If it interrupts main after open() has failed
 * and before main has looked why, then main finds EBADF, and refuses the login.  Copying
 * errno at once makes the gap smaller, and doesn't close it.
 *
 * @level   3
 * @cwe     364
 * @origin  processx issue 334: the handler of SIGCHLD and errno
 * @stdout  everybody could log in
 * @expect  tsan      errno-spoiled(handler)
 * @misses  helgrind: the handler runs in the thread that it interrupts, and errno belongs
 *          to that thread, so nothing is shared
 * @misses  drd: the handler runs in the thread that it interrupts, and errno belongs to
 *          that thread, so nothing is shared
 * @expect  native    wrong-result may
 * @expect  explore   wrong-result
 * @hint    In whose thread does the handler run, and whose errno does it change?
 */
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <unistd.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

static volatile sig_atomic_t log_file = -1;	/* opened for the first line that is logged */
static atomic_int attempts;

static void
on_hangup(int number)
{						//~ handler
	(void)number;
	close(log_file);			//~ errno: write
	log_file = -1;
}

static void *
operator(void *server)
{
	for (int i = 0; i < ROUNDS; i++) {
		pthread_kill(*(pthread_t *)server, SIGHUP);	//~ hangup: signal
	}
	return NULL;
}

static bool
may_log_in(void)
{
	int no = open("/no/such/nologin", O_RDONLY);

	attempts++;
	if (no < 0) {
		return errno == ENOENT;		//~ errno: read
	}
	close(no);
	return false;
}

int
main(void)
{
	struct sigaction action = { .sa_handler = on_hangup };
	pthread_t self = pthread_self(), thread;
	int refused = 0;

	sigaction(SIGHUP, &action, NULL);
	pthread_create(&thread, NULL, operator, &self);
	while (attempts < ROUNDS) {
		refused += !may_log_in();
	}
	pthread_join(thread, NULL);
	if (refused > 0) {
		fprintf(stderr, "wrong: %d of %d logins refused\n", refused, ROUNDS);
		return 1;
	}
	puts("everybody could log in");
	return 0;
}
