// SPDX-License-Identifier: MIT
/*
 * Handler flag, cleared first: what comes during the work sets the flag anew.
 *
 * @how   the server clears the flag before it reads the settings
 * @why   A signal before the clearing is served by the reading that follows; one after it
 *        leaves the flag set, and the settings are read once more.  There is no third case.
 * @cost  sometimes the settings are read once too often, which does no harm
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

static atomic_int settings, served;
static int in_use;
static volatile sig_atomic_t reload;

static void
on_hangup(int number)
{
	(void)number;
	reload = 1;
}

static void *
operator(void *server)
{
	for (int version = 1; version <= 2; version++) {
		settings = version;
		pthread_kill(*(pthread_t *)server, SIGHUP);
	}
	return NULL;
}

static void
look_at_flag(void)
{
	if (reload) {
		reload = 0;
		in_use = settings;
	}
}

int
main(void)
{
	struct sigaction action = { .sa_handler = on_hangup };
	pthread_t self = pthread_self(), thread;

	sigaction(SIGHUP, &action, NULL);
	pthread_create(&thread, NULL, operator, &self);
	while (served < ROUNDS) {
		look_at_flag();
		served++;
	}
	pthread_join(thread, NULL);
	/* The mask is empty, so this blocks nothing; but it delivers what was sent before. */
	pthread_sigmask(SIG_BLOCK, &action.sa_mask, NULL);
	look_at_flag();
	if (in_use != 2) {
		fprintf(stderr, "wrong: settings %d in use, not 2\n", in_use);
		return 1;
	}
	printf("settings %d in use\n", in_use);
	return 0;
}
