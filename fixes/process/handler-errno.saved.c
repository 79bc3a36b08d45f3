// SPDX-License-Identifier: MIT
/*
 * Handler errno, saved: the handler puts errno back as it found it.
 *
 * @how     the handler copies errno before it does anything, and puts it back at the end
 * @why     Whatever the handler's calls leave in errno, main finds in it what main's own
 *          call put there.
 * @cost    two lines, which every handler needs that calls anything at all; where they are
 *          missing, hardly a test shows it
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
{
	int saved = errno;

	(void)number;
	close(log_file);
	log_file = -1;
	errno = saved;
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
