// SPDX-License-Identifier: MIT
/*
 * What a signal makes of a wait for a semaphore, a pipe, poll() and sleep(): prints how often each was interrupted (EINTR), by a signal
 * that is ignored, by a handler for which calls are begun again, and by one for which they are not.
 */
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static sem_t item, ready;
static int ends[2];

static void
handler(int signal)
{
	(void)signal;
}

/* Once interrupted or not, each wait ends only with what it waits for. */
static void *
waits(void *arg)
{
	int *interrupted = arg;
	struct pollfd p = {.fd = ends[0], .events = POLLIN};
	char c;

	sem_post(&ready);
	while (sem_wait(&item) < 0 && errno == EINTR) {
		interrupted[0]++;
	}
	sem_post(&ready);
	while (read(ends[0], &c, 1) < 0 && errno == EINTR) {
		interrupted[1]++;
	}
	sem_post(&ready);
	while (poll(&p, 1, -1) < 0 && errno == EINTR) {
		interrupted[2]++;
	}
	sem_post(&ready);
	interrupted[3] = sleep(10) > 0;
	return NULL;
}

static void
send_once_ready(pthread_t t)
{
	while (sem_wait(&ready) < 0) {
	}
	pthread_kill(t, SIGUSR1);
}

static void
try(int flags, void (*what)(int))
{
	struct sigaction action = {.sa_handler = what, .sa_flags = flags};
	int interrupted[4] = {0};
	pthread_t t;
	char c;

	sem_init(&item, 0, 0);
	sem_init(&ready, 0, 0);
	sigaction(SIGUSR1, &action, NULL);
	if (pipe(ends) < 0) {
		return;
	}
	pthread_create(&t, NULL, waits, interrupted);
	send_once_ready(t);
	sem_post(&item);
	send_once_ready(t);
	(void)!write(ends[1], "", 1);
	send_once_ready(t);
	(void)!write(ends[1], "", 1);
	send_once_ready(t);
	pthread_join(t, NULL);
	(void)!read(ends[0], &c, 1);
	close(ends[0]);
	close(ends[1]);
	printf("%d %d %d %d\n", interrupted[0], interrupted[1], interrupted[2], interrupted[3]);
}

int
main(void)
{
	try(0, SIG_IGN);
	try(SA_RESTART, handler);
	try(0, handler);
	return 0;
}
