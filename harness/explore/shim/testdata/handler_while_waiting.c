// SPDX-License-Identifier: MIT
/* Handlers run in a thread that joins, or waits for a lock; the wait goes on. */
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>

static sem_t handled;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_t main_thread;

static void
handler(int signal)
{
	(void)signal;
	sem_post(&handled);
}

static void *
sends(void *arg)
{
	(void)arg;
	pthread_mutex_lock(&lock);
	pthread_kill(main_thread, SIGHUP);
	sem_wait(&handled);
	pthread_mutex_unlock(&lock);
	pthread_kill(main_thread, SIGHUP);
	sem_wait(&handled);
	return NULL;
}

int
main(void)
{
	pthread_t t;
	struct sigaction action = {.sa_handler = handler};

	main_thread = pthread_self();
	sem_init(&handled, 0, 0);
	sigaction(SIGHUP, &action, NULL);
	pthread_create(&t, NULL, sends, NULL);
	pthread_mutex_lock(&lock);
	pthread_mutex_unlock(&lock);
	pthread_join(t, NULL);
	puts("twice");
	return 0;
}
