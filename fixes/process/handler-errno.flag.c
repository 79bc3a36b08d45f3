// SPDX-License-Identifier: MIT
/*
 * Handler errno, by a flag: the handler notes the wish, and main closes the log.
 *
 * @how     the handler only sets a flag; main closes the log when it sees the flag, between
 *          two logins
 * @why     A handler that calls nothing can't change errno.  What main calls, it calls where
 *          no errno is waiting to be looked at.
 * @cost    the new log begins only when main comes round; and if main sleeps, somebody must
 *          wake it
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

static int log_file = -1;	/* opened for the first line that is logged */
static volatile sig_atomic_t hung_up;
static atomic_int attempts;

static void
on_hangup(int number)
{
	(void)number;
	hung_up = 1;
}

static void *
operator(void *server)
{
	for (int i = 0; i < ROUNDS; i++) {
		pthread_kill(*(pthread_t *)server, SIGHUP);
	}
	return NULL;
}

static bool
may_log_in(void)
{
	int no = open("/no/such/nologin", O_RDONLY);

	attempts++;
	if (no < 0) {
		return errno == ENOENT;
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
		if (hung_up) {
			hung_up = 0;
			close(log_file);
			log_file = -1;
		}
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
