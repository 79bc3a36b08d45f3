// SPDX-License-Identifier: MIT
/*
 * Handler flag: cleared after the work, it loses the signal that came meanwhile.
 *
 * SIGHUP means "read the settings again".  As is proper, the handler only sets a flag.
 * The server looks at it before each request, reads the settings if it is set, and then
 * clears it.  But the operator has changed the settings a second time, and the second
 * signal arrives while the server is still reading: the handler sets the flag, which is
 * set already, and then the server clears it.  The second signal is gone, and the server
 * goes on with the old settings.  A flag must be cleared before what it asks for is done.
 *
 * @level   3
 * @cwe     364
 * @stdout  settings 2 in use
 * @misses  tsan: the handler runs in the server's own thread and the settings are atomic,
 *          so there is no data race
 * @misses  helgrind: the handler runs in the thread that it interrupts, so the flag is
 *          not shared by threads
 * @misses  drd: the handler runs in the thread that it interrupts, so the flag is not
 *          shared by threads
 * @expect  native    wrong-result may
 * @expect  explore   wrong-result
 * @hint    What does the second signal find, and what is left of it afterwards?
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
	reload = 1;						//~ reload: write
}

static void *
operator(void *server)
{
	for (int version = 1; version <= 2; version++) {
		settings = version;
		pthread_kill(*(pthread_t *)server, SIGHUP);	//~ hangup: signal
	}
	return NULL;
}

static void
look_at_flag(void)
{
	if (reload) {
		in_use = settings;
		reload = 0;					//~ reload: write
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
